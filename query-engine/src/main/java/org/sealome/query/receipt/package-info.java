// SPDX-License-Identifier: Apache-2.0
/** What a requester keeps of an answer: which question, over which data, logged where. */
package org.sealome.query.receipt;
