// SPDX-License-Identifier: Apache-2.0
/** What can be told from a receipt alone, and what it leaves to be believed. */
package org.sealome.zk.receipt;
