// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governance} from "./Governance.sol";
import {Governed} from "./Governed.sol";
import {Purposes} from "./Purposes.sol";

/// @notice What a committee approves: one requester, one dataset, one purpose (and what it includes),
/// from the start of fromDay to the start of untilDay (days since 1970, UTC), as a document says.
struct Protocol {
    bytes32 dataset;
    address requester;
    bytes32 purpose;
    uint32 fromDay;
    uint32 untilDay;
    bytes32 documentHash;
}

/// @title Protocols approved by m of n
/// @notice A protocol stands while as many of the present members as the threshold says approve it, so
/// that a member who takes back her approval, or is dismissed, acts at the next block.
contract EthicsCommittee is Governed {
    /// @notice Protocols of one requester on one dataset that can be before the committee at a time;
    /// bounds what asking costs.
    uint256 public constant MAX_PROTOCOLS = 16;

    /// @notice Approvals that a protocol needs. Without members nothing stands.
    uint8 public threshold = 1;
    /// @notice The present members: bit s is seat s. A seat is nobody else's later.
    uint256 public members;

    uint8 private _lastSeat;
    mapping(address member => uint8) private _seats;
    mapping(bytes32 id => Protocol) private _protocols;
    mapping(bytes32 id => uint256 seats) private _approvals;
    // slither-disable-next-line uninitialized-state (written through a reference, in _file)
    mapping(bytes32 dataset => mapping(address requester => bytes32[])) private _listed;

    /// @notice The committee is this now; account is who came or went, if anybody did.
    event CommitteeChanged(uint256 members, uint8 threshold, address indexed account);
    /// @notice A protocol is before the committee.
    event ProtocolFiled(bytes32 indexed id, Protocol protocol);
    /// @notice The seats that approve a protocol are these now.
    event ApprovalsChanged(
        bytes32 indexed id, bytes32 indexed dataset, address indexed requester, uint256 approvals
    );

    /// @notice Only a member may.
    error NotMember(address caller);
    /// @notice The account is a member already.
    error AlreadyMember(address account);
    /// @notice All 255 seats were given once.
    error NoSeats();
    /// @notice A protocol needs at least one approval.
    error BadThreshold();
    /// @notice No such purpose, no requester, no document, or a window that is empty or over.
    error BadProtocol();
    /// @notice The member approves no such protocol.
    error NotApproved(bytes32 id);
    /// @notice MAX_PROTOCOLS of the requester's are before the committee.
    error TooManyProtocols();

    modifier onlyMember() {
        if (_seats[msg.sender] == 0) {
            revert NotMember(msg.sender);
        }
        _;
    }

    /// @param governor appoints the members
    constructor(Governance governor) Governed(governor) {}

    /// @notice Appoints a member.
    function appoint(address account) external onlyGovernor whenRunning {
        if (_seats[account] != 0) {
            revert AlreadyMember(account);
        }
        if (_lastSeat == type(uint8).max) {
            revert NoSeats();
        }
        _lastSeat++;
        _seats[account] = _lastSeat;
        members |= 1 << _lastSeat;
        emit CommitteeChanged(members, threshold, account);
    }

    /// @notice Dismisses a member; her approvals count no more.
    function dismiss(address account) external onlyGovernor {
        uint8 seat = _seats[account];
        if (seat == 0) {
            revert NotMember(account);
        }
        delete _seats[account];
        members &= ~(1 << seat);
        emit CommitteeChanged(members, threshold, account);
    }

    /// @notice Says how many approvals a protocol needs; acts on those that stand too.
    function setThreshold(uint8 needed) external onlyGovernor whenRunning {
        if (needed == 0) {
            revert BadThreshold();
        }
        threshold = needed;
        emit CommitteeChanged(members, needed, address(0));
    }

    /// @notice Approves a protocol in the caller's name; the first approval files it.
    function approve(Protocol calldata protocol) external onlyMember whenRunning returns (bytes32 id) {
        if (
            !Purposes.known(protocol.purpose) || protocol.requester == address(0) || protocol.documentHash == 0
                || protocol.untilDay <= protocol.fromDay || protocol.untilDay <= block.timestamp / 1 days
        ) {
            revert BadProtocol();
        }
        id = keccak256(abi.encode(protocol));
        if (_approvals[id] == 0) {
            _file(id, protocol);
        }
        _setApprovals(id, _approvals[id] | 1 << _seats[msg.sender]);
    }

    /// @notice Takes the caller's approval back.
    function withdraw(bytes32 id) external onlyMember {
        uint256 seat = 1 << _seats[msg.sender];
        if (_approvals[id] & seat == 0) {
            revert NotApproved(id);
        }
        _setApprovals(id, _approvals[id] & ~seat);
        if (_approvals[id] == 0) {
            bytes32[] storage listed = _listed[_protocols[id].dataset][_protocols[id].requester];
            for (uint256 spot = 0; spot < listed.length; spot++) {
                if (listed[spot] == id) {
                    _unlist(listed, spot);
                    break;
                }
            }
        }
    }

    /// @notice The documents of the requester's protocols that stand now and cover the purpose; none:
    /// nothing is approved.
    function approved(bytes32 dataset, address requester, bytes32 purpose)
        external
        view
        returns (bytes32[] memory documents)
    {
        bytes32[] storage listed = _listed[dataset][requester];
        bytes32[] memory found = new bytes32[](listed.length);
        uint256 count = 0;
        for (uint256 i = 0; i < found.length; i++) {
            Protocol memory protocol = _protocols[listed[i]];
            if (covers(protocol, _approvals[listed[i]], members, threshold, purpose, block.timestamp)) {
                found[count++] = protocol.documentHash;
            }
        }
        documents = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            documents[i] = found[i];
        }
    }

    /// @notice Whether a protocol that these seats approved, of a committee with these members and this
    /// threshold, covered a purpose at a time (seconds); for replays of the past.
    function covers(
        Protocol memory protocol,
        uint256 approvals,
        uint256 present,
        uint8 needed,
        bytes32 purpose,
        uint256 time
    ) public pure returns (bool) {
        uint256 today = time / 1 days;
        return today >= protocol.fromDay && today < protocol.untilDay
            && Purposes.includes(protocol.purpose, purpose) && _count(approvals & present) >= needed;
    }

    /// @notice The requester's protocols before the committee, with the number of present members that
    /// approve each.
    function protocolsOf(bytes32 dataset, address requester)
        external
        view
        returns (Protocol[] memory protocols, uint256[] memory approvals)
    {
        bytes32[] storage listed = _listed[dataset][requester];
        protocols = new Protocol[](listed.length);
        approvals = new uint256[](listed.length);
        for (uint256 i = 0; i < listed.length; i++) {
            protocols[i] = _protocols[listed[i]];
            approvals[i] = _count(_approvals[listed[i]] & members);
        }
    }

    /// @dev Makes room, where it must, by those that are over or that nobody present approves.
    function _file(bytes32 id, Protocol calldata protocol) private {
        bytes32[] storage listed = _listed[protocol.dataset][protocol.requester];
        if (listed.length >= MAX_PROTOCOLS) {
            for (uint256 spot = listed.length; spot > 0;) {
                spot--;
                bytes32 other = listed[spot];
                if (_protocols[other].untilDay <= block.timestamp / 1 days || _approvals[other] & members == 0) {
                    _setApprovals(other, 0);
                    _unlist(listed, spot);
                }
            }
            if (listed.length >= MAX_PROTOCOLS) {
                revert TooManyProtocols();
            }
        }
        listed.push(id);
        _protocols[id] = protocol;
        emit ProtocolFiled(id, protocol);
    }

    function _setApprovals(bytes32 id, uint256 approvals) private {
        _approvals[id] = approvals;
        emit ApprovalsChanged(id, _protocols[id].dataset, _protocols[id].requester, approvals);
    }

    function _unlist(bytes32[] storage listed, uint256 spot) private {
        listed[spot] = listed[listed.length - 1];
        listed.pop();
    }

    function _count(uint256 seats) private pure returns (uint256 n) {
        while (seats != 0) {
            seats &= seats - 1;
            n++;
        }
    }
}
