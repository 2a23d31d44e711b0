// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Purposes of use, after GA4GH's Data Use Ontology
/// @notice A purpose is 32 bytes: a byte for the kind, then 31 bytes that are a disease's keyed hash
/// (kind DS) or zeros. GRU includes HMB, HMB includes every DS, GRU includes POA; CC (clinical care)
/// is included in none.
library Purposes {
    uint8 internal constant GRU = 1;
    uint8 internal constant HMB = 2;
    uint8 internal constant DS = 3;
    uint8 internal constant POA = 4;
    uint8 internal constant CC = 5;

    /// @notice Whether this is a well-formed purpose.
    function known(bytes32 purpose) internal pure returns (bool) {
        uint8 k = kind(purpose);
        if (k == DS) {
            return uint248(uint256(purpose)) != 0;
        }
        return k >= GRU && k <= CC && uint248(uint256(purpose)) == 0;
    }

    /// @notice The kind: the first byte.
    function kind(bytes32 purpose) internal pure returns (uint8) {
        return uint8(purpose[0]);
    }

    /// @notice Whether consent to the first purpose allows the second. Both must be well-formed.
    function includes(bytes32 consented, bytes32 asked) internal pure returns (bool) {
        if (consented == asked) {
            return true;
        }
        uint8 wide = kind(consented);
        uint8 narrow = kind(asked);
        if (wide == GRU) {
            return narrow != CC;
        }
        return wide == HMB && narrow == DS;
    }

    /// @notice Whether a purpose has the study of origins or ancestry in it.
    function hasOrigins(bytes32 purpose) internal pure returns (bool) {
        return includes(purpose, bytes32(bytes1(POA)));
    }
}
