// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {DatasetRegistry} from "./DatasetRegistry.sol";
import {Governed} from "./Governed.sol";
import {MerkleRoot} from "./MerkleRoot.sol";
import {Purposes} from "./Purposes.sol";

/// @title Every query before it runs, every outcome after
/// @notice An entry carries its requester's signature, so nobody asks in another's name; it is opened
/// once and closed once. Only the dataset's steward closes: whoever else could, could say "refused" of
/// an answer that was released. What is refused before anything ran is opened and closed in one step.
/// Nothing here identifies a patient. While governance has stopped it nothing is opened, so nothing is
/// answered; what is open can be closed.
contract QueryLog is EIP712, Governed {
    /// @notice What is asked, as its requester signs it; the deadline is the last second at which it
    /// may be logged.
    struct Query {
        bytes32 queryHash;
        bytes32 dataset;
        bytes32 purpose;
        bytes32[] scope;
        bytes32 consentDigest;
        address requester;
        uint64 deadline;
    }

    /// @notice How a query ended.
    struct Closing {
        bytes32 queryHash;
        address requester;
        uint8 outcome;
        bytes32 receiptHash;
        bytes32 subjectTag;
    }

    /// @notice What is kept of an entry; the rest is in its events, at these blocks.
    struct Entry {
        bytes32 dataset;
        uint64 openedBlock;
        uint64 closedBlock;
        uint8 outcome;
    }

    bytes32 private constant QUERY_TYPE = keccak256(
        "Query(bytes32 queryHash,bytes32 dataset,bytes32 purpose,bytes32[] scope,bytes32 consentDigest,address requester,uint64 deadline)"
    );
    bytes32 private constant REFUSAL_TYPE = keccak256(
        "Refusal(bytes32 queryHash,bytes32 dataset,bytes32 purpose,bytes32[] scope,bytes32 consentDigest,address requester,uint64 deadline,uint8 outcome)"
    );

    /// @notice More genes than this are logged as none: such a query needs consent on everything.
    uint256 public constant MAX_SCOPE = 32;

    /// @notice An answer was released.
    uint8 public constant ANSWERED = 1;
    /// @notice Consent changed before the entry was mined; another entry follows.
    uint8 public constant SUPERSEDED = 2;
    /// @notice Refusals are FIRST_REFUSAL to LAST_REFUSAL: 16 + the error's exit code.
    uint8 public constant FIRST_REFUSAL = 17;
    /// @notice See FIRST_REFUSAL.
    uint8 public constant LAST_REFUSAL = 23;

    /// @notice Says whose steward may close.
    DatasetRegistry public immutable datasets;

    /// @dev By hash and requester: whoever sees a hash before it is mined can log it in no name but his
    /// own, and takes nobody's place by that. (The hash binds the requester, but only who knows its salt
    /// could check that.)
    mapping(bytes32 queryHash => mapping(address requester => Entry)) private _entries;

    /// @notice The block at which a batch with this root was logged; 0: none was.
    mapping(bytes32 root => uint256) public batchBlock;

    /// @notice A query was logged.
    event QueryOpened(
        bytes32 indexed queryHash,
        bytes32 indexed dataset,
        address indexed requester,
        bytes32 purpose,
        bytes32[] scope,
        bytes32 consentDigest,
        uint32 datasetVersion
    );
    /// @notice Queries were logged together; the root is over their leaves, see leafOf.
    event BatchOpened(bytes32 indexed root, uint256 count);
    /// @notice A query ended. The tag is zero for a cohort's question; for one patient's, only she and
    /// the steward recognise it.
    event QueryClosed(
        bytes32 indexed queryHash,
        bytes32 indexed dataset,
        bytes32 indexed subjectTag,
        address requester,
        uint8 outcome,
        bytes32 receiptHash
    );

    /// @notice There is an entry with this hash by this requester, open or closed.
    error AlreadyOpen(bytes32 queryHash);
    /// @notice There is no open entry with this hash by this requester.
    error NotOpen(bytes32 queryHash);
    /// @notice The signature is not the requester's.
    error BadSigner(address requester);
    /// @notice The deadline has passed.
    error PastDeadline(uint64 deadline);
    /// @notice Only the dataset's steward closes.
    error NotSteward(address caller);
    /// @notice There is no such outcome, or it is no refusal.
    error BadOutcome(uint8 outcome);
    /// @notice There is no such purpose.
    error UnknownPurpose(bytes32 purpose);
    /// @notice A batch of none.
    error EmptyBatch();
    /// @notice More than MAX_SCOPE genes.
    error ScopeTooLarge(uint256 genes);

    /// @param registry the datasets
    constructor(DatasetRegistry registry) EIP712("Sealome", "1") Governed(registry.governance()) {
        datasets = registry;
    }

    /// @notice Logs a query; anybody may bring it.
    /// @param query what is asked
    /// @param signature the requester's, over the query (65 bytes)
    function open(Query calldata query, bytes calldata signature) external whenRunning {
        _open(query, signature, _queryDigest(query));
    }

    /// @notice Logs several: all or none. Their leaves in order make a Merkle tree, whose root is kept:
    /// each can be shown to have been logged by as many hashes as the tree is deep.
    function openBatch(Query[] calldata queries, bytes[] calldata signatures) external whenRunning {
        if (queries.length == 0) {
            revert EmptyBatch();
        }
        bytes32[] memory leaves = new bytes32[](queries.length);
        for (uint256 i = 0; i < queries.length; i++) {
            _open(queries[i], signatures[i], _queryDigest(queries[i]));
            leaves[i] = leafOf(queries[i].queryHash, queries[i].requester);
        }
        bytes32 root = MerkleRoot.rootOf(leaves);
        batchBlock[root] = block.number;
        emit BatchOpened(root, queries.length);
    }

    /// @notice A query's leaf in its batch's tree. Hashed twice, so that no inner node is a leaf.
    function leafOf(bytes32 queryHash, address requester) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(queryHash, requester))));
    }

    /// @notice Whether a query was logged in the batch with this root.
    /// @param root the batch's
    /// @param proof the siblings on the way from the leaf to the root
    function inBatch(bytes32 root, bytes32[] calldata proof, bytes32 queryHash, address requester)
        external
        view
        returns (bool)
    {
        return batchBlock[root] != 0 && MerkleProof.verifyCalldata(proof, root, leafOf(queryHash, requester));
    }

    /// @notice Logs a query that was refused before anything ran. It was never open, so no answer can
    /// have been released under it; that is why anybody may bring it. The requester signs the refusal
    /// itself: a signature that opens a query cannot be used to refuse it.
    function openRefused(Query calldata query, bytes calldata signature, uint8 outcome) external whenRunning {
        if (outcome < FIRST_REFUSAL) {
            revert BadOutcome(outcome);
        }
        _open(query, signature, _refusalDigest(query, outcome));
        _close(Closing(query.queryHash, query.requester, outcome, 0, 0));
    }

    /// @notice Closes an open query; by the steward of its dataset.
    function close(Closing calldata closing) external {
        _mayClose(closing);
        _close(closing);
    }

    /// @notice Closes several: all or none.
    function closeBatch(Closing[] calldata closings) external {
        for (uint256 i = 0; i < closings.length; i++) {
            _mayClose(closings[i]);
            _close(closings[i]);
        }
    }

    /// @notice What is kept of a requester's entry; all zeros where there is none.
    function entry(bytes32 queryHash, address requester) external view returns (Entry memory) {
        return _entries[queryHash][requester];
    }

    function _queryDigest(Query calldata query) private view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    QUERY_TYPE,
                    query.queryHash,
                    query.dataset,
                    query.purpose,
                    keccak256(abi.encodePacked(query.scope)),
                    query.consentDigest,
                    query.requester,
                    query.deadline
                )
            )
        );
    }

    function _refusalDigest(Query calldata query, uint8 outcome) private view returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    REFUSAL_TYPE,
                    query.queryHash,
                    query.dataset,
                    query.purpose,
                    keccak256(abi.encodePacked(query.scope)),
                    query.consentDigest,
                    query.requester,
                    query.deadline,
                    outcome
                )
            )
        );
    }

    function _open(Query calldata query, bytes calldata signature, bytes32 digest) private {
        if (query.deadline < block.timestamp) {
            revert PastDeadline(query.deadline);
        }
        Entry storage e = _entries[query.queryHash][query.requester];
        if (e.openedBlock != 0) {
            revert AlreadyOpen(query.queryHash);
        }
        if (!Purposes.known(query.purpose)) {
            revert UnknownPurpose(query.purpose);
        }
        if (query.scope.length > MAX_SCOPE) {
            revert ScopeTooLarge(query.scope.length);
        }
        (, uint32 version) = datasets.stewardOf(query.dataset);
        (address signer, ECDSA.RecoverError err,) = ECDSA.tryRecover(digest, signature);
        if (err != ECDSA.RecoverError.NoError || signer != query.requester) {
            revert BadSigner(query.requester);
        }
        e.dataset = query.dataset;
        e.openedBlock = uint64(block.number);
        emit QueryOpened(
            query.queryHash,
            query.dataset,
            query.requester,
            query.purpose,
            query.scope,
            query.consentDigest,
            version
        );
    }

    function _mayClose(Closing calldata closing) private view {
        Entry storage e = _entries[closing.queryHash][closing.requester];
        if (e.openedBlock == 0) {
            revert NotOpen(closing.queryHash);
        }
        (address steward,) = datasets.stewardOf(e.dataset);
        if (msg.sender != steward) {
            revert NotSteward(msg.sender);
        }
    }

    function _close(Closing memory closing) private {
        Entry storage e = _entries[closing.queryHash][closing.requester];
        if (e.outcome != 0) {
            revert NotOpen(closing.queryHash);
        }
        uint8 outcome = closing.outcome;
        bool ended = outcome == ANSWERED || outcome == SUPERSEDED;
        if (!ended && (outcome < FIRST_REFUSAL || outcome > LAST_REFUSAL)) {
            revert BadOutcome(outcome);
        }
        e.outcome = outcome;
        e.closedBlock = uint64(block.number);
        emit QueryClosed(
            closing.queryHash,
            e.dataset,
            closing.subjectTag,
            closing.requester,
            outcome,
            closing.receiptHash
        );
    }
}
