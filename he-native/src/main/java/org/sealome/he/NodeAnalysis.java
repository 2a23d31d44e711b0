// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * What is known of a circuit's node before anything is encrypted.
 *
 * @param operation lower-case name: {@code load, linear, add, sub, scale, mul-plain, mul,
 *     relinearise, add-plain, rerandomise, release}
 * @param degree in the secret key
 * @param noiseBoundBits log2 of what the constant coefficient's phase exceeds with probability at
 *     most 2^-64
 * @param floodBits by how many bits the flooding of a release exceeds the noise bound (at least
 *     {@value Circuit#MIN_FLOOD_BITS}); 0 for other nodes
 * @param remainingBits what is left of the modulus above noise and flooding
 */
public record NodeAnalysis(
    String operation, int degree, double noiseBoundBits, double floodBits, double remainingBits) {}
