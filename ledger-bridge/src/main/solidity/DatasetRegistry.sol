// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governance} from "./Governance.sol";
import {Governed} from "./Governed.sol";

/// @title Datasets, their versions, and the accounts of their patients
/// @notice Anchors hashes only. A slot is one patient in every version of a dataset, so consent keeps
/// its meaning when a version follows.
contract DatasetRegistry is Governed {
    /// @notice What one version anchors.
    struct Anchor {
        bytes32 manifestHash;
        bytes32 commitmentRoot;
        bytes32 parametersHash;
        uint32 patients;
    }

    /// @notice What does not change with a version.
    struct Dataset {
        address custodian;
        uint32 version;
        uint32 patients;
        address steward;
        uint32 pageSlots;
        bool frozen;
    }

    /// @notice Where a dataset's ciphertexts lie, so that a request can be routed.
    struct Location {
        address engine;
        string uri;
    }

    /// @notice Longest address of an engine, bytes.
    uint256 public constant MAX_URI = 256;
    /// @notice Largest page: a ciphertext block of n = 32768.
    uint32 public constant MAX_PAGE_SLOTS = 32768;

    mapping(bytes32 id => Dataset) private _datasets;
    mapping(bytes32 id => mapping(uint32 version => Anchor)) private _anchors;
    mapping(bytes32 id => mapping(uint32 slot => address)) private _controllers;
    mapping(bytes32 id => mapping(uint256 slotOver256 => uint256)) private _erased;
    mapping(bytes32 id => uint32) private _erasures;
    mapping(bytes32 id => address) private _offered;
    mapping(bytes32 id => Location) private _locations;

    /// @notice A version was anchored; version 1 is the registration.
    event VersionAnchored(bytes32 indexed id, uint32 indexed version, Anchor anchor);
    /// @notice The dataset's steward was named.
    event StewardNamed(bytes32 indexed id, address steward);
    /// @notice The custodian offers the dataset to another account; zero: the offer is taken back.
    event CustodyOffered(bytes32 indexed id, address indexed to);
    /// @notice The dataset has another custodian.
    event CustodyTaken(bytes32 indexed id, address indexed from, address indexed to);
    /// @notice The dataset is computed on by this engine, at this address.
    event Located(bytes32 indexed id, address indexed engine, string uri);
    /// @notice Slots got their controllers.
    event Enrolled(bytes32 indexed id, uint32 firstSlot, uint32 count);
    /// @notice A slot's controller handed over to another account.
    event ControllerRotated(bytes32 indexed id, uint32 slot);
    /// @notice A patient is in no mask from this block on, and nobody controls the slot any more.
    event Erased(bytes32 indexed id, uint32 indexed slot);
    /// @notice Both halves of an erased patient's blinding key are destroyed, as this statement says.
    event ErasureProven(bytes32 indexed id, uint32 indexed slot, bytes32 proof);
    /// @notice The dataset answers nothing until it is lifted.
    event Frozen(bytes32 indexed id, address indexed by, bytes32 reason);
    /// @notice The custodian lifted the freeze.
    event Unfrozen(bytes32 indexed id);

    /// @notice No dataset has this identifier.
    error UnknownDataset(bytes32 id);
    /// @notice The custodian has registered this name before.
    error AlreadyRegistered(bytes32 id);
    /// @notice Only the dataset's custodian may.
    error NotCustodian(address caller);
    /// @notice Only the dataset's steward or custodian may.
    error NotSteward(address caller);
    /// @notice Only the slot's controller may.
    error NotController(address caller);
    /// @notice A page is a multiple of 256 slots, 256 to MAX_PAGE_SLOTS.
    error BadPageSize(uint32 pageSlots);
    /// @notice An anchor has patients, a manifest and parameters; a version never has fewer patients.
    error BadAnchor();
    /// @notice No such slot.
    error BadSlot(uint32 slot);
    /// @notice The dataset is not offered to this account.
    error NotOffered(address caller);
    /// @notice An address of no bytes, or of more than MAX_URI.
    error BadLocation();
    /// @notice An address is missing.
    error ZeroAddress();
    /// @notice The slot has another controller, who alone can hand it over.
    error AlreadyEnrolled(uint32 slot);
    /// @notice The slot's patient was not erased.
    error NotErased(uint32 slot);
    /// @notice A statement is missing.
    error BadProof();

    modifier onlyCustodian(bytes32 id) {
        if (_known(id).custodian != msg.sender) {
            revert NotCustodian(msg.sender);
        }
        _;
    }

    /// @param governor stops new anchors, accounts and custodians
    constructor(Governance governor) Governed(governor) {}

    /// @notice The identifier under which a custodian registers a name: nobody else can take it. It
    /// stays when custody passes on.
    /// @param custodian the account that registers
    /// @param nameHash keccak256 of the dataset's name
    function idOf(address custodian, bytes32 nameHash) public pure returns (bytes32) {
        return keccak256(abi.encode("sealome/dataset/v1", custodian, nameHash));
    }

    /// @notice Registers version 1; the caller is the custodian.
    /// @param nameHash keccak256 of the dataset's name
    /// @param anchor what version 1 anchors
    /// @param pageSlots patients of one ciphertext block, which is one consent page
    /// @param steward the account that may close the dataset's queries
    function register(bytes32 nameHash, Anchor calldata anchor, uint32 pageSlots, address steward)
        external
        whenRunning
        returns (bytes32 id)
    {
        id = idOf(msg.sender, nameHash);
        if (_datasets[id].version != 0) {
            revert AlreadyRegistered(id);
        }
        if (pageSlots == 0 || pageSlots % 256 != 0 || pageSlots > MAX_PAGE_SLOTS) {
            revert BadPageSize(pageSlots);
        }
        if (steward == address(0)) {
            revert ZeroAddress();
        }
        _datasets[id] = Dataset(msg.sender, 0, 0, steward, pageSlots, false);
        emit StewardNamed(id, steward);
        _anchor(id, anchor);
    }

    /// @notice Anchors the next version. Slots keep their patients; new ones come after them.
    function nextVersion(bytes32 id, Anchor calldata anchor) external onlyCustodian(id) whenRunning {
        _anchor(id, anchor);
    }

    /// @notice Names another steward.
    function nameSteward(bytes32 id, address steward) external onlyCustodian(id) whenRunning {
        if (steward == address(0)) {
            revert ZeroAddress();
        }
        _datasets[id].steward = steward;
        emit StewardNamed(id, steward);
    }

    /// @notice Offers the dataset to another custodian; zero takes an offer back. Nothing changes until
    /// it is taken.
    function offerCustody(bytes32 id, address to) external onlyCustodian(id) {
        _offered[id] = to;
        emit CustodyOffered(id, to);
    }

    /// @notice Takes the dataset over from its custodian, who has offered it. Steward, versions,
    /// patients and consent stay.
    function takeCustody(bytes32 id) external whenRunning {
        if (_offered[id] != msg.sender) {
            revert NotOffered(msg.sender);
        }
        delete _offered[id];
        emit CustodyTaken(id, _datasets[id].custodian, msg.sender);
        _datasets[id].custodian = msg.sender;
    }

    /// @notice Says which engine holds the ciphertexts, and where it is reached.
    function locate(bytes32 id, address engine, string calldata uri) external onlyCustodian(id) {
        if (engine == address(0)) {
            revert ZeroAddress();
        }
        if (bytes(uri).length == 0 || bytes(uri).length > MAX_URI) {
            revert BadLocation();
        }
        _locations[id] = Location(engine, uri);
        emit Located(id, engine, uri);
    }

    /// @notice Names the accounts that control slots firstSlot, firstSlot + 1, … Naming a slot's
    /// account again changes nothing; a custodian can never replace one. Erased slots are passed over.
    function enrol(bytes32 id, uint32 firstSlot, address[] calldata controllers)
        external
        onlyCustodian(id)
        whenRunning
    {
        if (uint256(firstSlot) + controllers.length > _datasets[id].patients) {
            revert BadSlot(firstSlot);
        }
        mapping(uint32 => address) storage slots = _controllers[id];
        for (uint32 i = 0; i < controllers.length; i++) {
            address controller = controllers[i];
            if (controller == address(0)) {
                revert ZeroAddress();
            }
            address before = slots[firstSlot + i];
            if (isErased(id, firstSlot + i)) {
                continue;
            }
            if (before == address(0)) {
                slots[firstSlot + i] = controller;
            } else if (before != controller) {
                revert AlreadyEnrolled(firstSlot + i);
            }
        }
        emit Enrolled(id, firstSlot, uint32(controllers.length));
    }

    /// @notice The slot's controller hands it over to another account.
    function rotateController(bytes32 id, uint32 slot, address next) external {
        if (_controllers[id][slot] != msg.sender) {
            revert NotController(msg.sender);
        }
        if (next == address(0)) {
            revert ZeroAddress();
        }
        _controllers[id][slot] = next;
        emit ControllerRotated(id, slot);
    }

    /// @notice Takes a patient out of every mask for good; by the custodian or by her own account.
    /// Again: changes nothing.
    function erase(bytes32 id, uint32 slot) external {
        Dataset storage d = _known(id);
        if (slot >= d.patients) {
            revert BadSlot(slot);
        }
        if (msg.sender != d.custodian && msg.sender != _controllers[id][slot]) {
            revert NotController(msg.sender);
        }
        if (isErased(id, slot)) {
            return;
        }
        _erased[id][slot / 256] |= 1 << (slot % 256);
        _erasures[id]++;
        delete _controllers[id][slot];
        emit Erased(id, slot);
    }

    /// @notice Logs that an erased patient's keys are destroyed.
    /// @param proof a hash of the statement that engine and steward make
    function proveErasure(bytes32 id, uint32 slot, bytes32 proof) external onlyCustodian(id) {
        if (!isErased(id, slot)) {
            revert NotErased(slot);
        }
        if (proof == 0) {
            revert BadProof();
        }
        emit ErasureProven(id, slot, proof);
    }

    /// @notice Stops the dataset after an integrity failure; by its steward or custodian.
    /// @param reason a hash of the finding
    function freeze(bytes32 id, bytes32 reason) external {
        Dataset storage d = _known(id);
        if (msg.sender != d.steward && msg.sender != d.custodian) {
            revert NotSteward(msg.sender);
        }
        d.frozen = true;
        emit Frozen(id, msg.sender, reason);
    }

    /// @notice Lifts a freeze; by the custodian alone.
    function unfreeze(bytes32 id) external onlyCustodian(id) whenRunning {
        _datasets[id].frozen = false;
        emit Unfrozen(id);
    }

    /// @notice The dataset and its newest anchor; version 0 where there is none.
    function find(bytes32 id) external view returns (Dataset memory dataset, Anchor memory anchor) {
        dataset = _datasets[id];
        anchor = _anchors[id][dataset.version];
    }

    /// @notice Where the dataset lies; no engine: nobody has said.
    function locationOf(bytes32 id) external view returns (Location memory) {
        return _locations[id];
    }

    /// @notice What a version anchored, so that old receipts stay checkable.
    function anchorOf(bytes32 id, uint32 version) external view returns (Anchor memory) {
        if (version == 0 || version > _known(id).version) {
            revert BadAnchor();
        }
        return _anchors[id][version];
    }

    /// @notice The dataset's steward and version.
    function stewardOf(bytes32 id) external view returns (address steward, uint32 version) {
        Dataset storage d = _known(id);
        return (d.steward, d.version);
    }

    /// @notice The dataset's number of slots and slots a page.
    function shape(bytes32 id) external view returns (uint32 patients, uint32 pageSlots) {
        Dataset storage d = _known(id);
        return (d.patients, d.pageSlots);
    }

    /// @notice The controllers of these slots; zero where there is none.
    function controllersOf(bytes32 id, uint32[] calldata slots)
        external
        view
        returns (address[] memory controllers)
    {
        controllers = new address[](slots.length);
        for (uint256 i = 0; i < slots.length; i++) {
            controllers[i] = _controllers[id][slots[i]];
        }
    }

    /// @notice Whether a slot's patient was erased.
    function isErased(bytes32 id, uint32 slot) public view returns (bool) {
        return _erased[id][slot / 256] & (1 << (slot % 256)) != 0;
    }

    /// @notice Who was erased: bit s of words[w] is slot 256·(firstWord + w) + s. Empty where nobody was.
    function erasedWords(bytes32 id, uint256 firstWord, uint256 count)
        external
        view
        returns (uint256[] memory words)
    {
        if (_erasures[id] == 0) {
            return words;
        }
        words = new uint256[](count);
        for (uint256 w = 0; w < count; w++) {
            words[w] = _erased[id][firstWord + w];
        }
    }

    function _anchor(bytes32 id, Anchor calldata anchor) private {
        Dataset storage d = _datasets[id];
        if (
            anchor.patients == 0 || anchor.patients < d.patients || anchor.manifestHash == 0
                || anchor.parametersHash == 0
        ) {
            revert BadAnchor();
        }
        uint32 version = d.version + 1;
        d.version = version;
        d.patients = anchor.patients;
        _anchors[id][version] = anchor;
        emit VersionAnchored(id, version, anchor);
    }

    function _known(bytes32 id) private view returns (Dataset storage d) {
        d = _datasets[id];
        if (d.version == 0) {
            revert UnknownDataset(id);
        }
    }
}
