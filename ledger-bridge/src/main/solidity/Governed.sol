// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governance} from "./Governance.sol";

/// @title Stops when governance says so
abstract contract Governed {
    /// @notice Whose word it is.
    Governance public immutable governance;

    /// @notice Governance has stopped this.
    error Stopped();
    /// @notice Only the governor may.
    error NotGovernor(address caller);

    modifier whenRunning() {
        if (governance.paused()) {
            revert Stopped();
        }
        _;
    }

    modifier onlyGovernor() {
        if (!_isGovernor(msg.sender)) {
            revert NotGovernor(msg.sender);
        }
        _;
    }

    constructor(Governance governor) {
        governance = governor;
    }

    function _isGovernor(address caller) internal view returns (bool) {
        return caller == governance.defaultAdmin();
    }
}
