// SPDX-License-Identifier: Apache-2.0
/** JSON with one text for one content (RFC 8785), so that it can be hashed and signed. */
package org.sealome.zk.json;
