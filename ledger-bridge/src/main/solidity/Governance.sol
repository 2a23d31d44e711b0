// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControlDefaultAdminRules} from
    "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title Who governs, what is stopped, what comes next
/// @notice Governance appoints; it reads nothing, decides no patient's consent and can change no entry.
/// The governor (DEFAULT_ADMIN_ROLE) is one account, best a multi-signature one; handing over takes two
/// steps and a delay. No contract is upgraded in place: a successor is announced, and followed by
/// those who configure it.
contract Governance is AccessControlDefaultAdminRules, Pausable {
    /// @notice May attest of requesters (see Credentials).
    bytes32 public constant INSTITUTION = keccak256("sealome/institution");
    /// @notice May stop everything at once; only the governor starts it again.
    bytes32 public constant PAUSER = keccak256("sealome/pauser");

    /// @notice How long handing over the governorship takes at least.
    uint48 public constant HANDOVER_DELAY = 3 days;
    /// @notice How long before its first second a successor is announced at least.
    uint64 public constant NOTICE = 7 days;

    /// @notice The deployment (keccak256 of its canonical file) that follows this one, and from when;
    /// zeros: none.
    bytes32 public successor;
    /// @notice See successor.
    uint64 public successorFrom;

    /// @notice Another deployment follows this one; zeros: it is called off.
    event SuccessorAnnounced(bytes32 indexed deployment, uint64 from);

    /// @notice A successor is announced NOTICE ahead, and has a name.
    error BadSuccessor();

    /// @param governor appoints; may stop; is the first institution
    constructor(address governor) AccessControlDefaultAdminRules(HANDOVER_DELAY, governor) {
        _grantRole(INSTITUTION, governor);
        _grantRole(PAUSER, governor);
    }

    /// @notice Stops what could let anything out: no query is logged, no consent granted, nothing
    /// attested or approved. Withdrawals, erasures, freezes and closings go on.
    function pause() external onlyRole(PAUSER) {
        _pause();
    }

    /// @notice Ends a stop.
    function unpause() external onlyRole(DEFAULT_ADMIN_ROLE) {
        _unpause();
    }

    /// @notice Announces the deployment that follows. Nothing here changes by it.
    /// @param deployment keccak256 of the successor's deployment file
    /// @param from the first second at which it is the one to use
    function announce(bytes32 deployment, uint64 from) external onlyRole(DEFAULT_ADMIN_ROLE) {
        if (deployment == 0 || from < block.timestamp + NOTICE) {
            revert BadSuccessor();
        }
        _succeed(deployment, from);
    }

    /// @notice Calls the successor off.
    function callOff() external onlyRole(DEFAULT_ADMIN_ROLE) {
        _succeed(0, 0);
    }

    function _succeed(bytes32 deployment, uint64 from) private {
        successor = deployment;
        successorFrom = from;
        emit SuccessorAnnounced(deployment, from);
    }
}
