// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Conditions on a consent, after the modifiers of GA4GH's Data Use Ontology
/// @notice Conditions are 32 bytes: flags in the last byte, a country (ISO 3166, two capital letters)
/// in the two bytes before the one before it, an institution in the first twenty. What is attested of
/// a requester has the same form, so that one is held against the other.
library Conditions {
    /// @notice The requester is of a not-for-profit organisation (DUO:0000045; with NCU DUO:0000018).
    uint256 internal constant NPU = 1;
    /// @notice The requester undertakes non-commercial use (DUO:0000046).
    uint256 internal constant NCU = 2;
    /// @notice The ethics committee has approved a protocol (DUO:0000021).
    uint256 internal constant IRB = 4;
    /// @notice The requester works in the country (DUO:0000022).
    uint256 internal constant GS = 8;
    /// @notice The requester is of the institution (DUO:0000028).
    uint256 internal constant IS = 16;
    /// @notice The requester undertakes to publish (DUO:0000019).
    uint256 internal constant PUB = 32;
    /// @notice The requester undertakes to return results (DUO:0000029).
    uint256 internal constant RTN = 64;

    uint256 private constant FLAGS = 127;
    /// @dev Those that an institution attests as they are.
    uint256 private constant ATTESTED = NPU | NCU | PUB | RTN;
    uint256 private constant COUNTRY_SHIFT = 16;
    uint256 private constant COUNTRY = 0xffff << COUNTRY_SHIFT;
    uint256 private constant INSTITUTION_SHIFT = 96;
    uint256 private constant INSTITUTION = uint256(type(uint160).max) << INSTITUTION_SHIFT;

    /// @notice Whether these are conditions: known flags; a country with GS alone, an institution with
    /// IS alone.
    function known(bytes32 conditions) internal pure returns (bool) {
        uint256 c = uint256(conditions);
        if (c & ~(FLAGS | COUNTRY | INSTITUTION) != 0) {
            return false;
        }
        bool place = c & GS != 0 ? isCountry(bytes2(uint16(c >> COUNTRY_SHIFT))) : c & COUNTRY == 0;
        return place && (c & IS != 0) == (c & INSTITUTION != 0);
    }

    /// @notice Whether a requester meets them.
    /// @param facts what is attested of the requester, see attested
    /// @param approved whether a protocol of the requester's stands
    function met(bytes32 conditions, bytes32 facts, bool approved) internal pure returns (bool) {
        uint256 c = uint256(conditions);
        uint256 f = uint256(facts);
        return c & ATTESTED & ~f == 0 && (c & IRB == 0 || approved)
            && (c & GS == 0 || c & COUNTRY == f & COUNTRY) && (c & IS == 0 || c & INSTITUTION == f & INSTITUTION);
    }

    /// @notice What an institution attests, in the form of conditions.
    function attested(address institution, bytes2 country, uint8 flags) internal pure returns (bytes32) {
        return bytes32(
            uint256(uint160(institution)) << INSTITUTION_SHIFT | uint256(uint16(country)) << COUNTRY_SHIFT | flags
        );
    }

    /// @notice Whether an institution can attest these flags.
    function attestable(uint8 flags) internal pure returns (bool) {
        return flags & ~ATTESTED == 0;
    }

    /// @notice Whether these are two capital letters.
    function isCountry(bytes2 country) internal pure returns (bool) {
        return _isLetter(uint8(country[0])) && _isLetter(uint8(country[1]));
    }

    function _isLetter(uint8 c) private pure returns (bool) {
        return c >= 0x41 && c <= 0x5a;
    }
}
