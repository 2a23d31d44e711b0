// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

/** A row's INFO, looked up by key. */
@FunctionalInterface
interface InfoValues {
  InfoValues NONE = key -> null;

  /** The value as text, "" for a key without one, or null where the key is not there. */
  String get(String key);

  /** Looks a key up in an INFO column as text. */
  static InfoValues of(String column) {
    return key -> {
      int at = 0;
      while (at < column.length()) {
        int end = column.indexOf(';', at);
        if (end < 0) {
          end = column.length();
        }
        if (column.startsWith(key, at)) {
          int after = at + key.length();
          if (after == end) {
            return "";
          } else if (column.charAt(after) == '=') {
            return column.substring(after + 1, end);
          }
        }
        at = end + 1;
      }
      return null;
    };
  }
}
