// SPDX-License-Identifier: Apache-2.0
/**
 * The data-access committee's key holder: the only package that touches a secret key. It re-reads
 * the log entry and the consent mask by itself, decrypts released integers and nothing else,
 * applies disclosure control, and runs the plan's rest.
 */
package org.sealome.query.steward;
