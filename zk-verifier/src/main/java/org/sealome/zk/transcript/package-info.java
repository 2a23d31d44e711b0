// SPDX-License-Identifier: Apache-2.0
/** Fiat–Shamir: from everything public that was said to the challenge that nobody could choose. */
package org.sealome.zk.transcript;
