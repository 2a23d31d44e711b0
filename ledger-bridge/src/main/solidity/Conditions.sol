// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Purposes} from "./Purposes.sol";

/// @title Conditions on a consent, after the modifiers of GA4GH's Data Use Ontology
/// @notice Conditions are 32 bytes: flags in the last two bytes, a country (ISO 3166, two capital
/// letters) in the two before, in the two before those the day (since 1970, UTC) on which a moratorium
/// ends, and in the first twenty an institution or the beginning of a project's hash. What is attested
/// of a requester has the same form, so that one is held against the other.
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
    /// @notice The question is declared for a purpose that has no study of origins or ancestry in it
    /// (DUO:0000044).
    uint256 internal constant NPOA = 128;
    /// @notice The requester undertakes to collaborate with the study's investigators (DUO:0000020).
    uint256 internal constant COL = 256;
    /// @notice The requester undertakes no development of methods (DUO:0000015).
    uint256 internal constant NMDS = 512;
    /// @notice The requester undertakes genetic studies only (DUO:0000016).
    uint256 internal constant GSO = 1024;
    /// @notice Until the day the requester has to undertake not to publish before it (DUO:0000024).
    uint256 internal constant MOR = 2048;
    /// @notice A protocol with this document stands for the requester: the project (DUO:0000027).
    uint256 internal constant PS = 4096;

    uint256 private constant FLAGS = 8191;
    /// @dev Those that an institution attests as they are, and that have to be attested.
    uint256 private constant UNDERTAKEN = NPU | NCU | PUB | RTN | COL | NMDS | GSO;
    /// @dev Those that bind a requester beyond the answer.
    uint256 private constant DUTIES = NCU | PUB | RTN | NPOA | COL | NMDS | GSO | MOR;
    uint256 private constant COUNTRY_SHIFT = 16;
    uint256 private constant COUNTRY = 0xffff << COUNTRY_SHIFT;
    uint256 private constant DAY_SHIFT = 32;
    uint256 private constant DAY = 0xffff << DAY_SHIFT;
    uint256 private constant NAME_SHIFT = 96;
    uint256 private constant NAME = uint256(type(uint160).max) << NAME_SHIFT;

    /// @notice Whether these are conditions: known flags; a country with GS alone, a day with MOR alone,
    /// a name with either IS or PS alone.
    function known(bytes32 conditions) internal pure returns (bool) {
        uint256 c = uint256(conditions);
        if (c & ~(FLAGS | COUNTRY | DAY | NAME) != 0 || (c & IS != 0 && c & PS != 0)) {
            return false;
        }
        bool place = c & GS != 0 ? isCountry(bytes2(uint16(c >> COUNTRY_SHIFT))) : c & COUNTRY == 0;
        return place && (c & MOR != 0) == (c & DAY != 0) && (c & (IS | PS) != 0) == (c & NAME != 0);
    }

    /// @notice Whether a requester meets them.
    /// @param facts what is attested of the requester, see attested
    /// @param documents of the requester's protocols that stand for this
    /// @param purpose what the question is declared for
    /// @param time seconds
    function met(bytes32 conditions, bytes32 facts, bytes32[] memory documents, bytes32 purpose, uint256 time)
        internal
        pure
        returns (bool)
    {
        uint256 c = uint256(conditions);
        uint256 f = uint256(facts);
        return c & UNDERTAKEN & ~f == 0 && (c & IRB == 0 || documents.length != 0)
            && (c & GS == 0 || c & COUNTRY == f & COUNTRY) && (c & IS == 0 || c & NAME == f & NAME)
            && (c & NPOA == 0 || !Purposes.hasOrigins(purpose)) && (c & MOR & ~f == 0 || !_embargoed(c, time))
            && (c & PS == 0 || _isAmong(c & NAME, documents));
    }

    /// @notice What binds a requester by either of two consents, in the form of conditions: of two
    /// moratoria the longer, of one that is over nothing.
    /// @param duties of the one, as this returned them
    /// @param conditions of the other
    /// @param time seconds
    function bind(bytes32 duties, bytes32 conditions, uint256 time) internal pure returns (bytes32) {
        uint256 d = uint256(duties);
        uint256 c = uint256(conditions);
        uint256 day = d & DAY;
        uint256 flags = c & DUTIES;
        if (!_embargoed(c, time)) {
            flags &= ~MOR;
        } else if (c & DAY > day) {
            day = c & DAY;
        }
        return bytes32(d & FLAGS | flags | day);
    }

    /// @notice What an institution attests, in the form of conditions.
    function attested(address institution, bytes2 country, uint16 flags) internal pure returns (bytes32) {
        return bytes32(
            uint256(uint160(institution)) << NAME_SHIFT | uint256(uint16(country)) << COUNTRY_SHIFT | flags
        );
    }

    /// @notice Whether an institution can attest these flags.
    function attestable(uint16 flags) internal pure returns (bool) {
        return flags & ~(UNDERTAKEN | MOR) == 0;
    }

    /// @notice Whether these are two capital letters.
    function isCountry(bytes2 country) internal pure returns (bool) {
        return _isLetter(uint8(country[0])) && _isLetter(uint8(country[1]));
    }

    function _embargoed(uint256 c, uint256 time) private pure returns (bool) {
        return time / 1 days < (c & DAY) >> DAY_SHIFT;
    }

    function _isAmong(uint256 name, bytes32[] memory documents) private pure returns (bool) {
        for (uint256 i = 0; i < documents.length; i++) {
            if (uint256(documents[i]) & NAME == name) {
                return true;
            }
        }
        return false;
    }

    function _isLetter(uint8 c) private pure returns (bool) {
        return c >= 0x41 && c <= 0x5a;
    }
}
