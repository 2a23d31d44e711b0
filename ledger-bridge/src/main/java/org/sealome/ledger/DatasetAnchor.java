// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * What the custodian anchors of one version of a dataset.
 *
 * @param manifestHash hash of the signed manifest
 * @param commitmentRoot Merkle root of the committed columns; zero: none
 * @param parametersHash hash of the HE parameters and public key
 * @param patients number of slots, 1 and more; slot i is the same patient in every version
 */
public record DatasetAnchor(
    Bytes32 manifestHash, Bytes32 commitmentRoot, Bytes32 parametersHash, int patients) {}
