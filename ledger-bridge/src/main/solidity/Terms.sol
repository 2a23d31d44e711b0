// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions} from "./Conditions.sol";
import {Purposes} from "./Purposes.sol";

/// @notice What one bitmap stands for.
/// @dev audience: zero for every entitled requester; 0x01 … address; 0x02 … role. scope: zero for
/// the whole genome, else a gene's keyed hash. conditions: see Conditions. Days are days since 1970 (UTC): the terms hold from
/// the start of fromDay to the start of untilDay.
struct Terms {
    bytes32 purpose;
    bytes32 audience;
    bytes32 scope;
    bytes32 conditions;
    uint32 fromDay;
    uint32 untilDay;
}

/// @notice What a patient grants: terms for each of the scopes, or for the whole genome.
struct Form {
    bytes32 purpose;
    bytes32 audience;
    bytes32[] scopes;
    bytes32 conditions;
    uint32 fromDay;
    uint32 untilDay;
}

/// @notice What a patient withdraws: every consent of hers that overlaps. Zero purpose or audience
/// and empty scopes mean any; so do conditions always.
struct Withdrawal {
    bytes32 purpose;
    bytes32 audience;
    bytes32[] scopes;
}

/// @notice Who asks for what, and when.
/// @dev roles and facts as Credentials.standingOf, documents as EthicsCommittee.approved; time in
/// seconds.
struct Question {
    bytes32 purpose;
    address requester;
    uint256 roles;
    bytes32 facts;
    bytes32[] documents;
    uint256 time;
}

/// @title The rules of consent that need no storage: what is well-formed, what matches, what overlaps
library TermRules {
    /// @notice Genes that a grant can name, and a mask can be asked for; beyond, a question needs
    /// consent on the whole genome.
    uint256 internal constant MAX_SCOPE = 32;

    uint8 private constant ONE_REQUESTER = 1;
    uint8 private constant ONE_ROLE = 2;

    /// @notice There is no such purpose.
    error UnknownPurpose(bytes32 purpose);
    /// @notice There is no such audience.
    error UnknownAudience(bytes32 audience);
    /// @notice There are no such conditions.
    error UnknownConditions(bytes32 conditions);
    /// @notice The window is empty or over.
    error EmptyWindow(uint32 fromDay, uint32 untilDay);
    /// @notice More than MAX_SCOPE genes, or one that is zero.
    error BadScope();

    /// @notice Refuses what cannot be granted today.
    function check(Form calldata form) internal view {
        checkPurpose(form.purpose);
        _checkAudience(form.audience);
        if (!Conditions.known(form.conditions)) {
            revert UnknownConditions(form.conditions);
        }
        if (form.untilDay <= form.fromDay || form.untilDay <= block.timestamp / 1 days) {
            revert EmptyWindow(form.fromDay, form.untilDay);
        }
        if (form.scopes.length != 0 && !isScope(form.scopes)) {
            revert BadScope();
        }
    }

    /// @notice Refuses a withdrawal of what cannot exist.
    function check(Withdrawal calldata withdrawal) internal pure {
        if (withdrawal.purpose != 0) {
            checkPurpose(withdrawal.purpose);
        }
        if (withdrawal.audience != 0) {
            _checkAudience(withdrawal.audience);
        }
    }

    /// @notice Refuses what is no purpose.
    function checkPurpose(bytes32 purpose) internal pure {
        if (!Purposes.known(purpose)) {
            revert UnknownPurpose(purpose);
        }
    }

    /// @notice The form's terms for its i-th scope; for the whole genome where it names none.
    function termsOf(Form calldata form, uint256 i) internal pure returns (Terms memory) {
        bytes32 scope = form.scopes.length == 0 ? bytes32(0) : form.scopes[i];
        return Terms(form.purpose, form.audience, scope, form.conditions, form.fromDay, form.untilDay);
    }

    /// @notice Whether these genes can be compared one by one.
    function isScope(bytes32[] calldata scope) internal pure returns (bool) {
        if (scope.length == 0 || scope.length > MAX_SCOPE) {
            return false;
        }
        for (uint256 i = 0; i < scope.length; i++) {
            if (scope[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /// @notice Whether the terms allow the question, genes apart.
    function matches(Terms memory t, Question memory q) internal pure returns (bool) {
        uint256 today = q.time / 1 days;
        return today >= t.fromDay && today < t.untilDay && Purposes.includes(t.purpose, q.purpose)
            && _admits(t.audience, q.requester, q.roles)
            && Conditions.met(t.conditions, q.facts, q.documents, q.purpose, q.time);
    }

    /// @notice Whether terms allow anything that the withdrawal names.
    function overlaps(Terms storage t, Withdrawal calldata w) internal view returns (bool) {
        bytes32 purpose = t.purpose;
        if (w.purpose != 0 && !Purposes.includes(purpose, w.purpose) && !Purposes.includes(w.purpose, purpose)) {
            return false;
        }
        bytes32 scope = t.scope;
        if (w.scopes.length != 0 && scope != 0) {
            bool named = false;
            for (uint256 i = 0; i < w.scopes.length && !named; i++) {
                named = w.scopes[i] == scope;
            }
            if (!named) {
                return false;
            }
        }
        return _audiencesOverlap(t.audience, w.audience);
    }

    function _admits(bytes32 audience, address requester, uint256 roles) private pure returns (bool) {
        uint8 kind = uint8(audience[0]);
        if (kind == ONE_REQUESTER) {
            return address(uint160(uint256(audience))) == requester;
        }
        return kind == 0 || roles & (1 << uint8(uint256(audience))) != 0;
    }

    /// @dev Zero is everybody; equal ones overlap; two roles may be one person's, and an account may
    /// have any role, now or later: only two accounts differ for certain.
    function _audiencesOverlap(bytes32 a, bytes32 b) private pure returns (bool) {
        return a == 0 || b == 0 || a == b || uint8(a[0]) == ONE_ROLE || uint8(b[0]) == ONE_ROLE;
    }

    function _checkAudience(bytes32 audience) private pure {
        uint8 kind = uint8(audience[0]);
        uint248 who = uint248(uint256(audience));
        bool good = kind == 0
            ? who == 0
            : kind == ONE_REQUESTER
                ? who != 0 && who <= type(uint160).max
                : kind == ONE_ROLE && who != 0 && who <= type(uint8).max;
        if (!good) {
            revert UnknownAudience(audience);
        }
    }
}
