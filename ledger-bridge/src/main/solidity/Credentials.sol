// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {Purposes} from "./Purposes.sol";

/// @title What institutions attest of accounts
/// @notice An account without an attested role that may ask is entitled to nothing.
contract Credentials is AccessControl {
    /// @notice May attest; given and taken by the governor (DEFAULT_ADMIN_ROLE).
    bytes32 public constant INSTITUTION = keccak256("sealome/institution");

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

    mapping(address subject => mapping(uint8 role => Attestation)) private _attestations;

    /// @notice An institution attests a role until a time (seconds; the maximum: without an end).
    event Attested(address indexed subject, uint8 indexed role, address indexed institution, uint64 until);
    /// @notice An attestation was taken back.
    event AttestationRevoked(address indexed subject, uint8 indexed role, address indexed by);

    /// @notice There is no such role.
    error UnknownRole(uint8 role);
    /// @notice The account does not have this role.
    error NotAttested(address subject, uint8 role);
    /// @notice Another institution attests this; only it, or the governor, may change that.
    error AttestedByAnother(address subject, uint8 role, address institution);
    /// @notice Only the institution that attested, or the governor, may take it back.
    error NotAttestor(address caller);

    /// @param governor appoints institutions; is the first of them
    constructor(address governor) {
        _grantRole(DEFAULT_ADMIN_ROLE, governor);
        _grantRole(INSTITUTION, governor);
    }

    /// @notice Attests a role; replaces an earlier attestation of it by the same institution, or one
    /// that no longer holds. The governor replaces any.
    /// @param subject the account
    /// @param role one of the roles above
    /// @param until the first second at which it no longer holds
    function attest(address subject, uint8 role, uint64 until) external onlyRole(INSTITUTION) {
        if (role < RESEARCHER || role > AUDITOR) {
            revert UnknownRole(role);
        }
        Attestation storage a = _attestations[subject][role];
        if (_holds(a) && a.institution != msg.sender && !hasRole(DEFAULT_ADMIN_ROLE, msg.sender)) {
            revert AttestedByAnother(subject, role, a.institution);
        }
        _attestations[subject][role] = Attestation(msg.sender, until);
        emit Attested(subject, role, msg.sender, until);
    }

    /// @notice Takes an attestation back, at once.
    function revokeAttestation(address subject, uint8 role) external {
        address institution = _attestations[subject][role].institution;
        if (institution == address(0)) {
            revert NotAttested(subject, role);
        }
        if (msg.sender != institution && !hasRole(DEFAULT_ADMIN_ROLE, msg.sender)) {
            revert NotAttestor(msg.sender);
        }
        delete _attestations[subject][role];
        emit AttestationRevoked(subject, role, msg.sender);
    }

    /// @notice The account's roles now: bit r is role r. An attestation falls with its institution.
    function rolesOf(address subject) public view returns (uint256 roles) {
        for (uint8 role = RESEARCHER; role <= AUDITOR; role++) {
            if (_holds(_attestations[subject][role])) {
                roles |= 1 << role;
            }
        }
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

    function _holds(Attestation storage a) private view returns (bool) {
        return a.until > block.timestamp && hasRole(INSTITUTION, a.institution);
    }
}
