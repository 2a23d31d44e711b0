// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {DatasetRegistry} from "./DatasetRegistry.sol";
import {Run} from "./TermPages.sol";

/// @notice One patient's signature (EIP-2098) over the form or withdrawal that it comes with.
struct Signed {
    uint32 slot;
    uint32 nonce;
    bytes32 r;
    bytes32 vs;
}

/// @title Who speaks for a slot
/// @notice Patients sign (EIP-712), anybody submits. A slot's nonces are taken one after the other, so
/// that nothing is submitted twice or out of order, and a signature ends with its deadline.
abstract contract PatientSignatures is EIP712 {
    mapping(bytes32 dataset => mapping(uint256 slotOver8 => uint256)) private _nonces;

    /// @notice The signature is not that of the slot's controller.
    error BadSigner(uint32 slot);
    /// @notice The slot's next nonce is another: a replay, or out of order.
    error BadNonce(uint32 slot, uint32 expected);
    /// @notice Nobody controls the slot.
    error NotEnrolled(uint32 slot);
    /// @notice The deadline has passed.
    error PastDeadline(uint64 deadline);

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
        (, uint32 pageSlots) = datasets.shape(dataset);
        uint32[] memory slots = new uint32[](signed.length);
        for (uint256 i = 0; i < slots.length; i++) {
            slots[i] = signed[i].slot;
        }
        address[] memory controllers = datasets.controllersOf(dataset, slots);
        runs = new Run[](signed.length);
        uint256 last = 0;
        for (uint256 i = 0; i < slots.length; i++) {
            _takeNonce(dataset, slots[i], signed[i].nonce);
            _checkSigner(controllers[i], signed[i], message);
            last = _gather(runs, last, slots[i], pageSlots);
        }
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

    function _checkSigner(address controller, Signed calldata signed, bytes memory message) private view {
        uint256 slot = signed.slot;
        uint256 nonce = signed.nonce;
        if (controller == address(0)) {
            revert NotEnrolled(signed.slot);
        }
        assembly ("memory-safe") {
            mstore(add(message, 0x60), slot)
            mstore(add(message, sub(mload(message), 0x20)), nonce)
        }
        (address signer, ECDSA.RecoverError err,) =
            ECDSA.tryRecover(_hashTypedDataV4(keccak256(message)), signed.r, signed.vs);
        if (err != ECDSA.RecoverError.NoError || signer != controller) {
            revert BadSigner(signed.slot);
        }
    }

    function _takeNonce(bytes32 dataset, uint32 slot, uint32 given) private {
        uint32 expected = _nonce(dataset, slot);
        if (given != expected) {
            revert BadNonce(slot, expected);
        }
        // Slots that hold 2³² − 1 nonces overflow here, checked, rather than begin again.
        uint256 next = uint256(expected) + 1;
        if (next > type(uint32).max) {
            revert BadNonce(slot, expected);
        }
        uint256 shift = (slot % 8) * 32;
        uint256 others = _nonces[dataset][slot / 8] & ~(uint256(type(uint32).max) << shift);
        _nonces[dataset][slot / 8] = others | (next << shift);
    }

    function _nonce(bytes32 dataset, uint32 slot) private view returns (uint32) {
        return uint32(_nonces[dataset][slot / 8] >> ((slot % 8) * 32));
    }
}
