// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Roots of Merkle trees as OpenZeppelin's MerkleProof verifies them
/// @notice Pairs are hashed in the order of their values; the last of an odd row goes up as it is.
library MerkleRoot {
    /// @notice The root over the leaves; uses them up. Of one leaf: the leaf.
    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        for (uint256 n = leaves.length; n > 1; n = (n + 1) / 2) {
            for (uint256 i = 0; i < n / 2; i++) {
                leaves[i] = Hashes.commutativeKeccak256(leaves[2 * i], leaves[2 * i + 1]);
            }
            if (n % 2 == 1) {
                leaves[n / 2] = leaves[n - 1];
            }
        }
        return leaves[0];
    }
}
