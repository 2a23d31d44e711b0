// SPDX-License-Identifier: Apache-2.0
/**
 * From the canonical plan to homomorphic circuits, and from ciphertext blocks to samples.
 *
 * <p>{@link org.sealome.query.circuit.PlanCompiler} turns each release of a plan into nodes of a
 * circuit and checks, before anything runs, that its noise and its range fit the dataset's
 * parameters. {@link org.sealome.query.circuit.CompiledPlan} evaluates the circuits block by block
 * under the consent mask and streams the samples to whoever decrypts them. Nothing here can
 * decrypt: the steward's package alone sees a secret key.
 */
package org.sealome.query.circuit;
