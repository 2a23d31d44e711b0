// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions} from "./Conditions.sol";
import {Governance} from "./Governance.sol";
import {Governed} from "./Governed.sol";
import {Purposes} from "./Purposes.sol";

/// @title What institutions attest of accounts
/// @notice An account without an attested role that may ask is entitled to nothing. Institutions are
/// appointed by governance; what one attests falls with it.
contract Credentials is Governed {
    /// @notice Asks for research.
    uint8 public constant RESEARCHER = 1;
    /// @notice Asks for research and for clinical care.
    uint8 public constant CLINICIAN = 2;
    /// @notice Approves protocols; asks nothing.
    uint8 public constant ETHICS = 3;
    /// @notice Reads the log; asks nothing.
    uint8 public constant AUDITOR = 4;

    struct Attestation {
        address institution;
        uint64 until;
    }

    /// @notice Where an account works, and what it has undertaken (flags of Conditions). An account has
    /// one affiliation: who works for two institutions asks with two accounts, so that no condition is
    /// met by one and the next by the other.
    struct Affiliation {
        address institution;
        uint64 until;
        bytes2 country;
        uint16 flags;
    }

    mapping(address subject => mapping(uint8 role => Attestation)) private _attestations;
    mapping(address subject => Affiliation) private _affiliations;

    /// @notice An institution attests a role until a time (seconds; the maximum: without an end).
    event Attested(address indexed subject, uint8 indexed role, address indexed institution, uint64 until);
    /// @notice An attestation was taken back.
    event AttestationRevoked(address indexed subject, uint8 indexed role, address indexed by);
    /// @notice An institution attests that an account works for it.
    event Affiliated(
        address indexed subject, address indexed institution, bytes2 country, uint16 flags, uint64 until
    );
    /// @notice An affiliation was taken back.
    event AffiliationEnded(address indexed subject, address indexed by);

    /// @notice There is no such role.
    error UnknownRole(uint8 role);
    /// @notice No institution attests such flags, or this is no country.
    error BadAffiliation();
    /// @notice The account does not have this role.
    error NotAttested(address subject, uint8 role);
    /// @notice The account is of no institution.
    error NotAffiliated(address subject);
    /// @notice Another institution attests this; only it, or the governor, may change that.
    error AttestedByAnother(address subject, uint8 role, address institution);
    /// @notice Only the institution that attested, or the governor, may take it back.
    error NotAttestor(address caller);
    /// @notice Only an institution attests.
    error NotInstitution(address caller);

    modifier onlyInstitution() {
        if (!_isInstitution(msg.sender)) {
            revert NotInstitution(msg.sender);
        }
        _;
    }

    /// @param governor appoints institutions
    constructor(Governance governor) Governed(governor) {}

    /// @notice Attests a role; replaces an earlier attestation of it by the same institution, or one
    /// that no longer holds. The governor, where an institution, replaces any.
    /// @param subject the account
    /// @param role one of the roles above
    /// @param until the first second at which it no longer holds
    function attest(address subject, uint8 role, uint64 until) external onlyInstitution whenRunning {
        if (role < RESEARCHER || role > AUDITOR) {
            revert UnknownRole(role);
        }
        Attestation storage a = _attestations[subject][role];
        _mayReplace(subject, role, a.institution, a.until);
        _attestations[subject][role] = Attestation(msg.sender, until);
        emit Attested(subject, role, msg.sender, until);
    }

    /// @notice Takes an attestation back, at once.
    function revokeAttestation(address subject, uint8 role) external {
        address institution = _attestations[subject][role].institution;
        if (institution == address(0)) {
            revert NotAttested(subject, role);
        }
        _mayTakeBack(institution);
        delete _attestations[subject][role];
        emit AttestationRevoked(subject, role, msg.sender);
    }

    /// @notice Attests that an account works for the caller; replaces as attest does.
    /// @param subject the account
    /// @param country where it works (ISO 3166, two capital letters); zero: not attested
    /// @param flags what else holds: NPU, NCU, PUB, RTN, COL, NMDS, GSO, MOR of Conditions
    /// @param until the first second at which it no longer holds
    function affiliate(address subject, bytes2 country, uint16 flags, uint64 until)
        external
        onlyInstitution
        whenRunning
    {
        if (!Conditions.attestable(flags) || (country != 0 && !Conditions.isCountry(country))) {
            revert BadAffiliation();
        }
        Affiliation storage a = _affiliations[subject];
        _mayReplace(subject, 0, a.institution, a.until);
        _affiliations[subject] = Affiliation(msg.sender, until, country, flags);
        emit Affiliated(subject, msg.sender, country, flags, until);
    }

    /// @notice Takes an affiliation back, at once.
    function endAffiliation(address subject) external {
        address institution = _affiliations[subject].institution;
        if (institution == address(0)) {
            revert NotAffiliated(subject);
        }
        _mayTakeBack(institution);
        delete _affiliations[subject];
        emit AffiliationEnded(subject, msg.sender);
    }

    /// @notice The account's roles now: bit r is role r. An attestation falls with its institution.
    function rolesOf(address subject) public view returns (uint256 roles) {
        for (uint8 role = RESEARCHER; role <= AUDITOR; role++) {
            Attestation storage a = _attestations[subject][role];
            if (_holds(a.institution, a.until)) {
                roles |= 1 << role;
            }
        }
    }

    /// @notice What else is attested of the account now, in the form of Conditions; zero: nothing.
    function factsOf(address subject) public view returns (bytes32) {
        Affiliation storage a = _affiliations[subject];
        return _holds(a.institution, a.until) ? Conditions.attested(a.institution, a.country, a.flags) : bytes32(0);
    }

    /// @notice Roles and facts in one call.
    function standingOf(address subject) external view returns (uint256 roles, bytes32 facts) {
        return (rolesOf(subject), factsOf(subject));
    }

    /// @notice Whether an account with these roles may ask under the purpose at all.
    function mayAsk(uint256 roles, bytes32 purpose) public pure returns (bool) {
        uint256 needed = Purposes.kind(purpose) == Purposes.CC
            ? 1 << CLINICIAN
            : (1 << RESEARCHER) | (1 << CLINICIAN);
        return roles & needed != 0;
    }

    /// @notice Whether the account may ask under the purpose at all, now.
    function entitled(address requester, bytes32 purpose) external view returns (bool) {
        return mayAsk(rolesOf(requester), purpose);
    }

    function _mayReplace(address subject, uint8 role, address institution, uint64 until) private view {
        if (institution != msg.sender && _holds(institution, until) && !_isGovernor(msg.sender)) {
            revert AttestedByAnother(subject, role, institution);
        }
    }

    function _mayTakeBack(address institution) private view {
        if (msg.sender != institution && !_isGovernor(msg.sender)) {
            revert NotAttestor(msg.sender);
        }
    }

    function _holds(address institution, uint64 until) private view returns (bool) {
        return until > block.timestamp && _isInstitution(institution);
    }

    function _isInstitution(address account) private view returns (bool) {
        return governance.hasRole(governance.INSTITUTION(), account);
    }
}
