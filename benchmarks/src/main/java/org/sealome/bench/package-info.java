// SPDX-License-Identifier: Apache-2.0
/**
 * How long things take, beside what they are compared with: the same work through SEAL's own API,
 * and a plain read of the same bytes, in the same run.
 */
package org.sealome.bench;
