// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a forger tries first. */
public final class JsonMutants {
  private JsonMutants() {}

  /** The tree with one leaf changed, one element or member dropped, or one added; all of these. */
  public static List<Object> of(Object tree) {
    List<Object> out = new ArrayList<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            Map<Object, Object> without = new LinkedHashMap<>(map);
            without.remove(key);
            out.add(without);
            for (Object inner : of(value)) {
              Map<Object, Object> with = new LinkedHashMap<>(map);
              with.put(key, inner);
              out.add(with);
            }
          });
      Map<Object, Object> more = new LinkedHashMap<>(map);
      more.put("added", null);
      out.add(more);
    } else if (tree instanceof List<?> list) {
      for (int at = 0; at < list.size(); at++) {
        List<Object> without = new ArrayList<>(list);
        without.remove(at);
        out.add(without);
        for (Object inner : of(list.get(at))) {
          List<Object> with = new ArrayList<>(list);
          with.set(at, inner);
          out.add(with);
        }
      }
      List<Object> more = new ArrayList<>(list);
      more.add(list.isEmpty() ? 0L : list.get(list.size() - 1));
      out.add(more);
    } else if (tree instanceof Long l) {
      out.add(l ^ 1);
    } else if (tree instanceof String s) {
      out.add(s + "0");
      if (!s.isEmpty()) {
        char last = (char) (s.charAt(s.length() - 1) ^ 1);
        out.add(s.substring(0, s.length() - 1) + last);
        out.add(s.substring(0, s.length() - 1));
      }
    } else {
      out.add(tree instanceof Boolean b ? (Object) !b : 0L);
    }
    return out;
  }
}
