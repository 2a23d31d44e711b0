// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {DatasetRegistry} from "./DatasetRegistry.sol";
import {Delegates} from "./Delegates.sol";
import {Run} from "./TermPages.sol";

/// @notice One patient's signature (EIP-2098) over the form or withdrawal that it comes with.
struct Signed {
    uint32 slot;
    uint32 nonce;
    bytes32 r;
    bytes32 vs;
}

/// @title Who speaks for a slot
/// @notice The account that controls it, and delegates whom that account has named. They sign (EIP-712)
/// and anybody submits, or they send the transaction themselves. A slot's nonces are taken one after
/// the other, so that nothing is submitted twice or out of order; a signature ends with its deadline,
/// and with whatever is sent after it.
abstract contract PatientSignatures is EIP712 {
    /// @notice Who acts in whose stead.
    Delegates public immutable delegates;

    mapping(bytes32 dataset => mapping(uint256 slotOver8 => uint256)) private _nonces;

    /// @notice A delegate of this kind signed or sent what took the slot's nonce.
    event ActedFor(
        bytes32 indexed dataset, uint32 indexed slot, address indexed delegate, uint8 kind, uint32 nonce
    );

    /// @notice The signature is neither that of the slot's controller nor a delegate's of his.
    error BadSigner(uint32 slot);
    /// @notice The caller is neither the slot's controller nor a delegate of his.
    error NotController(address caller, uint32 slot);
    /// @notice The slot's next nonce is another: a replay, or out of order.
    error BadNonce(uint32 slot, uint32 expected);
    /// @notice Nobody controls the slot.
    error NotEnrolled(uint32 slot);
    /// @notice The deadline has passed.
    error PastDeadline(uint64 deadline);

    constructor(Delegates stead) EIP712("Sealome", "1") {
        delegates = stead;
    }

    /// @notice The next nonces of slots firstSlot, firstSlot + 1, …
    function nonces(bytes32 dataset, uint32 firstSlot, uint32 count) external view returns (uint32[] memory next) {
        next = new uint32[](count);
        for (uint32 i = 0; i < count; i++) {
            next[i] = _nonce(dataset, firstSlot + i);
        }
    }

    /// @dev Verifies deadline, nonces and signatures, takes the nonces, and gathers the slots into runs;
    /// runs not needed have mask 0. The message is the EIP-712 encoding with room for slot and nonce:
    /// the slot is its third word, the nonce its last but one.
    function _authenticate(
        DatasetRegistry datasets,
        bytes32 dataset,
        uint64 deadline,
        Signed[] calldata signed,
        bytes memory message
    ) internal returns (Run[] memory runs) {
        if (deadline < block.timestamp) {
            revert PastDeadline(deadline);
        }
        uint32[] memory slots = new uint32[](signed.length);
        for (uint256 i = 0; i < slots.length; i++) {
            slots[i] = signed[i].slot;
        }
        address[] memory controllers = datasets.controllersOf(dataset, slots);
        (, uint32 pageSlots) = datasets.shape(dataset);
        runs = new Run[](slots.length);
        uint256 last = 0;
        for (uint256 i = 0; i < slots.length; i++) {
            Signed calldata one = signed[i];
            if (one.nonce != _takeNonce(dataset, one.slot)) {
                revert BadNonce(one.slot, _nonce(dataset, one.slot) - 1);
            }
            address signer = _signer(one, message);
            if (!_speaksFor(signer, controllers[i], dataset, one.slot, one.nonce)) {
                revert BadSigner(one.slot);
            }
            last = _gather(runs, last, one.slot, pageSlots);
        }
    }

    /// @dev As _authenticate, for slots that the caller speaks for. Takes their nonces too: a signature
    /// that is still on its way is older than this.
    function _authorise(DatasetRegistry datasets, bytes32 dataset, uint32[] calldata slots)
        internal
        returns (Run[] memory runs)
    {
        address[] memory controllers = datasets.controllersOf(dataset, slots);
        (, uint32 pageSlots) = datasets.shape(dataset);
        runs = new Run[](slots.length);
        uint256 last = 0;
        for (uint256 i = 0; i < slots.length; i++) {
            uint32 nonce = _takeNonce(dataset, slots[i]);
            if (!_speaksFor(msg.sender, controllers[i], dataset, slots[i], nonce)) {
                revert NotController(msg.sender, slots[i]);
            }
            last = _gather(runs, last, slots[i], pageSlots);
        }
    }

    function _speaksFor(address who, address controller, bytes32 dataset, uint32 slot, uint32 nonce)
        private
        returns (bool)
    {
        if (controller == address(0)) {
            revert NotEnrolled(slot);
        }
        if (who == controller) {
            return true;
        }
        uint8 kind = delegates.kindOf(controller, dataset, who);
        if (who == address(0) || kind == 0) {
            return false;
        }
        emit ActedFor(dataset, slot, who, kind, nonce);
        return true;
    }

    /// @dev Adds a slot to the last run, or to a new one where it is no neighbour.
    function _gather(Run[] memory runs, uint256 last, uint32 slot, uint32 pageSlots)
        private
        pure
        returns (uint256)
    {
        uint32 page = slot / pageSlots;
        uint32 word = (slot % pageSlots) / 256;
        if (runs[last].mask != 0 && (runs[last].page != page || runs[last].word != word)) {
            last++;
        }
        runs[last].page = page;
        runs[last].word = word;
        runs[last].mask |= 1 << (slot % 256);
        return last;
    }

    /// @dev Zero where it is no signature.
    function _signer(Signed calldata signed, bytes memory message) private view returns (address signer) {
        uint256 slot = signed.slot;
        uint256 nonce = signed.nonce;
        assembly ("memory-safe") {
            mstore(add(message, 0x60), slot)
            mstore(add(message, sub(mload(message), 0x20)), nonce)
        }
        ECDSA.RecoverError err;
        (signer, err,) = ECDSA.tryRecover(_hashTypedDataV4(keccak256(message)), signed.r, signed.vs);
        if (err != ECDSA.RecoverError.NoError) {
            return address(0);
        }
    }

    /// @dev The slot's nonce, which is used up by this.
    function _takeNonce(bytes32 dataset, uint32 slot) private returns (uint32 nonce) {
        nonce = _nonce(dataset, slot);
        // A slot that has used up 2³² − 1 nonces stops here rather than begin again.
        if (nonce == type(uint32).max) {
            revert BadNonce(slot, nonce);
        }
        uint256 shift = (slot % 8) * 32;
        uint256 others = _nonces[dataset][slot / 8] & ~(uint256(type(uint32).max) << shift);
        _nonces[dataset][slot / 8] = others | ((uint256(nonce) + 1) << shift);
    }

    function _nonce(bytes32 dataset, uint32 slot) private view returns (uint32) {
        return uint32(_nonces[dataset][slot / 8] >> ((slot % 8) * 32));
    }
}
