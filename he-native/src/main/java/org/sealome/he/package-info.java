// SPDX-License-Identifier: Apache-2.0
/**
 * Homomorphic encryption over Microsoft SEAL's rings: keys, planes, circuits, and sums that leave
 * as LWE samples. Custodians encrypt with {@link org.sealome.he.PlaneEncryptor}, engines evaluate
 * with {@link org.sealome.he.BlockEvaluator}, and only the steward, with {@link
 * org.sealome.he.LweDecryptor}, reads what was released.
 */
package org.sealome.he;
