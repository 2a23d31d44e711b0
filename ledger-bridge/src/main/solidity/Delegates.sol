// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Governance} from "./Governance.sol";
import {Governed} from "./Governed.sol";

/// @title Who may consent and withdraw in a patient's stead
/// @notice A patient's account names a delegate for one dataset, until a time, and dismisses him
/// whenever it wants; so delegates fall when the account gives its slot away or is erased. A delegate
/// names nobody.
contract Delegates is EIP712, Governed {
    /// @notice Acts for somebody who cannot: a child's parent, say. May be named without an end.
    uint8 public constant GUARDIAN = 1;
    /// @notice Acts for somebody who does not want to each time. Always has an end.
    uint8 public constant PROXY = 2;

    struct Delegation {
        uint8 kind;
        uint64 until;
    }

    bytes32 private constant DELEGATION_TYPE = keccak256(
        "Delegation(bytes32 dataset,address delegate,uint8 kind,uint64 until,uint64 nonce,uint64 deadline)"
    );

    mapping(address principal => mapping(bytes32 dataset => mapping(address delegate => Delegation))) private
        _delegations;
    /// @notice The account's next nonce. What the account sends itself takes one too, so that nothing
    /// signed before outlives it.
    mapping(address principal => uint64) public nonces;

    /// @notice The account's delegate for the dataset is of this kind until then; kind 0: dismissed.
    event DelegateNamed(
        address indexed principal, bytes32 indexed dataset, address indexed delegate, uint8 kind, uint64 until
    );

    /// @notice The signature is not the account's.
    error BadSigner(address principal);
    /// @notice The account's next nonce is another.
    error BadNonce(address principal, uint64 expected);
    /// @notice The deadline has passed.
    error PastDeadline(uint64 deadline);
    /// @notice No such kind, nobody, oneself, an end that has come, or a proxy without an end.
    error BadDelegation();

    /// @param governor stops new delegations
    constructor(Governance governor) EIP712("Sealome", "1") Governed(governor) {}

    /// @notice Names the caller's delegate, or dismisses him (kind 0, until 0).
    /// @param dataset the dataset that it is for
    /// @param delegate who
    /// @param kind GUARDIAN or PROXY; 0: nobody any more
    /// @param until the first second at which it no longer holds; the maximum: without an end
    function name(bytes32 dataset, address delegate, uint8 kind, uint64 until) external {
        nonces[msg.sender]++;
        _name(msg.sender, dataset, delegate, kind, until);
    }

    /// @notice As name, signed by the account (EIP-712); anybody may submit.
    function nameSigned(
        address principal,
        bytes32 dataset,
        address delegate,
        uint8 kind,
        uint64 until,
        uint64 nonce,
        uint64 deadline,
        bytes calldata signature
    ) external {
        if (deadline < block.timestamp) {
            revert PastDeadline(deadline);
        }
        uint64 expected = nonces[principal]++;
        if (nonce != expected) {
            revert BadNonce(principal, expected);
        }
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(DELEGATION_TYPE, dataset, delegate, kind, until, nonce, deadline))
        );
        (address signer, ECDSA.RecoverError err,) = ECDSA.tryRecover(digest, signature);
        if (err != ECDSA.RecoverError.NoError || signer != principal) {
            revert BadSigner(principal);
        }
        _name(principal, dataset, delegate, kind, until);
    }

    /// @notice Gives up acting for somebody.
    function resign(address principal, bytes32 dataset) external {
        _name(principal, dataset, msg.sender, 0, 0);
    }

    /// @notice As what somebody acts for an account on a dataset now; 0: as nobody.
    function kindOf(address principal, bytes32 dataset, address delegate) external view returns (uint8) {
        Delegation storage d = _delegations[principal][dataset][delegate];
        return d.until > block.timestamp ? d.kind : 0;
    }

    function _name(address principal, bytes32 dataset, address delegate, uint8 kind, uint64 until) private {
        bool dismissed = kind == 0 && until == 0;
        if (!dismissed) {
            _checkRunning();
            bool good = delegate != address(0) && delegate != principal && until > block.timestamp
                && (kind == GUARDIAN || (kind == PROXY && until != type(uint64).max));
            if (!good) {
                revert BadDelegation();
            }
        }
        _delegations[principal][dataset][delegate] = Delegation(kind, until);
        emit DelegateNamed(principal, dataset, delegate, kind, until);
    }

    function _checkRunning() private view whenRunning {}
}
