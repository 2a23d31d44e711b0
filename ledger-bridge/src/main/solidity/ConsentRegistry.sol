// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Credentials} from "./Credentials.sol";
import {DatasetRegistry} from "./DatasetRegistry.sol";
import {Purposes} from "./Purposes.sol";

/// @title Patients' consent: the one place where it is decided
/// @notice A page is a block of slots (patients). For every set of terms that somebody on a page has
/// consented to, the page keeps one bitmap; a mask ORs the bitmaps whose terms match, so that it costs
/// one storage read for 256 patients. Patients sign (EIP-712), anybody submits.
contract ConsentRegistry is EIP712 {
    /// @notice What one bitmap stands for.
    /// @dev audience: zero for every entitled requester; 0x01 … address; 0x02 … role. scope: zero for
    /// the whole genome, else a gene's keyed hash. Days are days since 1970 (UTC): the terms hold from
    /// the start of fromDay to the start of untilDay.
    struct Terms {
        bytes32 purpose;
        bytes32 audience;
        bytes32 scope;
        uint32 fromDay;
        uint32 untilDay;
    }

    /// @notice What a patient grants: terms for each of the scopes, or for the whole genome.
    struct Form {
        bytes32 purpose;
        bytes32 audience;
        bytes32[] scopes;
        uint32 fromDay;
        uint32 untilDay;
    }

    /// @notice What a patient withdraws: every consent of hers that overlaps. Zero purpose or audience
    /// and empty scopes mean any.
    struct Withdrawal {
        bytes32 purpose;
        bytes32 audience;
        bytes32[] scopes;
    }

    /// @notice One patient's signature (EIP-2098) over the form or withdrawal that it comes with.
    struct Signed {
        uint32 slot;
        uint32 nonce;
        bytes32 r;
        bytes32 vs;
    }

    /// @dev One set of terms on one page. bits counts the ones in words; its place on the page's list
    /// is on the sponsor's account.
    struct Cell {
        uint32 bits;
        bool listed;
        uint32 sponsor;
        uint256[128] words;
    }

    /// @dev Neighbouring slots of one batch: the bits to change in one word of one page.
    struct Run {
        uint32 page;
        uint32 word;
        uint256 mask;
    }

    /// @dev Who asks for what, on which day.
    struct Question {
        bytes32 purpose;
        address requester;
        uint256 roles;
        uint256 today;
    }

    /// @dev A mask while it is put together: consent on the whole genome, and on each gene of the scope
    /// (empty rows: none yet).
    struct Mask {
        uint256[] whole;
        bytes32[] scope;
        uint256[][] byGene;
    }

    bytes32 private constant GRANT_TYPE = keccak256(
        "Grant(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,bytes32[] scopes,uint32 fromDay,uint32 untilDay,uint32 nonce,uint64 deadline)"
    );
    bytes32 private constant REVOCATION_TYPE = keccak256(
        "Revocation(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,bytes32[] scopes,uint32 nonce,uint64 deadline)"
    );

    /// @notice Sets of terms that a page can hold at a time; bounds what a mask costs.
    uint256 public constant MAX_LIVE = 64;
    /// @notice Genes that a grant can name, and a mask can be asked for; beyond, a question needs
    /// consent on the whole genome.
    uint256 public constant MAX_SCOPE = 32;

    /// @notice Places on a page's list that one slot can hold on its account, so that no patient fills
    /// a page alone. The account is that of a slot that brought the terms when nobody on the page had
    /// them; whoever joins later pays nothing. A place is given back when nobody has the terms any more,
    /// or when they are over and the place is needed.
    uint256 public constant MAX_SPONSORED = 8;

    uint8 private constant ONE_REQUESTER = 1;
    uint8 private constant ONE_ROLE = 2;

    /// @notice Slots and their controllers.
    DatasetRegistry public immutable datasets;
    /// @notice Roles of requesters.
    Credentials public immutable credentials;

    mapping(bytes32 termsId => Terms) private _terms;
    mapping(bytes32 dataset => mapping(uint32 page => bytes32[])) private _live;
    mapping(bytes32 dataset => mapping(uint32 page => mapping(bytes32 termsId => Cell))) private _cells;
    mapping(bytes32 dataset => mapping(uint256 slotOver8 => uint256)) private _nonces;
    mapping(bytes32 dataset => mapping(uint256 slot => uint256)) private _sponsored;

    /// @notice Terms appeared for the first time.
    event TermsDefined(bytes32 indexed termsId, Terms terms);
    /// @notice A word of a bitmap has a new value; the newest of these make up every mask.
    event ConsentChanged(
        bytes32 indexed dataset, uint32 indexed page, bytes32 indexed termsId, uint32 word, uint256 bits
    );

    /// @notice The signature is not that of the slot's controller.
    error BadSigner(uint32 slot);
    /// @notice The slot's next nonce is another: a replay, or out of order.
    error BadNonce(uint32 slot, uint32 expected);
    /// @notice Nobody controls the slot.
    error NotEnrolled(uint32 slot);
    /// @notice The deadline has passed.
    error PastDeadline(uint64 deadline);
    /// @notice There is no such purpose.
    error UnknownPurpose(bytes32 purpose);
    /// @notice There is no such audience.
    error UnknownAudience(bytes32 audience);
    /// @notice The window is empty or over.
    error EmptyWindow(uint32 fromDay, uint32 untilDay);
    /// @notice More than MAX_SCOPE genes, or one that is zero.
    error BadScope();
    /// @notice The page holds MAX_LIVE sets of terms that are all alive.
    error TooManyTerms(uint32 page);
    /// @notice Each of the slots has brought MAX_SPONSORED sets of terms that stand; this is the first.
    error TooManyOwnTerms(uint32 slot);
    /// @notice The dataset has no such page.
    error BadPage(uint32 page);

    /// @param registry slots and their controllers
    /// @param roles requesters' roles
    constructor(DatasetRegistry registry, Credentials roles) EIP712("Sealome", "1") {
        datasets = registry;
        credentials = roles;
    }

    /// @notice Records consent that patients of one dataset signed to one form; anybody may submit.
    /// Cheapest in the order of slots.
    /// @param dataset the dataset
    /// @param form what they consent to
    /// @param deadline the last second at which this may be submitted
    /// @param signed slots with nonces and signatures
    function grant(bytes32 dataset, Form calldata form, uint64 deadline, Signed[] calldata signed) external {
        _checkForm(form);
        bytes32 scopesHash = keccak256(abi.encodePacked(form.scopes));
        bytes memory message = abi.encode(
            GRANT_TYPE,
            dataset,
            uint256(0),
            form.purpose,
            form.audience,
            scopesHash,
            form.fromDay,
            form.untilDay,
            uint256(0),
            deadline
        );
        Run[] memory runs = _authenticate(dataset, deadline, signed, message);
        uint256 n = form.scopes.length;
        for (uint256 s = 0; s < (n == 0 ? 1 : n); s++) {
            Terms memory terms = Terms(
                form.purpose, form.audience, n == 0 ? bytes32(0) : form.scopes[s], form.fromDay, form.untilDay
            );
            bytes32 termsId = keccak256(abi.encode(terms));
            if (_terms[termsId].purpose == 0) {
                _terms[termsId] = terms;
                emit TermsDefined(termsId, terms);
            }
            for (uint256 i = 0; i < runs.length && runs[i].mask != 0; i++) {
                _set(dataset, runs[i], termsId);
            }
        }
    }

    /// @notice Withdraws what patients of one dataset signed to withdraw; anybody may submit.
    /// @param dataset the dataset
    /// @param withdrawal what is withdrawn: every consent that overlaps it
    /// @param deadline the last second at which this may be submitted
    /// @param signed slots with nonces and signatures
    function revoke(bytes32 dataset, Withdrawal calldata withdrawal, uint64 deadline, Signed[] calldata signed)
        external
    {
        if (withdrawal.purpose != 0 && !Purposes.known(withdrawal.purpose)) {
            revert UnknownPurpose(withdrawal.purpose);
        }
        if (withdrawal.audience != 0) {
            _checkAudience(withdrawal.audience);
        }
        bytes memory message = abi.encode(
            REVOCATION_TYPE,
            dataset,
            uint256(0),
            withdrawal.purpose,
            withdrawal.audience,
            keccak256(abi.encodePacked(withdrawal.scopes)),
            uint256(0),
            deadline
        );
        Run[] memory runs = _authenticate(dataset, deadline, signed, message);
        uint256 i = 0;
        while (i < runs.length && runs[i].mask != 0) {
            uint256 end = i + 1;
            while (end < runs.length && runs[end].mask != 0 && runs[end].page == runs[i].page) {
                end++;
            }
            _clear(dataset, withdrawal, runs, i, end);
            i = end;
        }
    }

    /// @notice Who of a page may be counted now: bit s of words[w] is the page's slot 256·w + s.
    /// @dev A patient counts where she consents to the purpose (or a wider one), to this requester, on
    /// this day, for the whole genome or for every gene of the scope. A requester who is not entitled
    /// gets zeros; whoever was erased counts never.
    /// @param dataset the dataset
    /// @param page the page
    /// @param purpose what for
    /// @param requester who asks
    /// @param scope the genes that are touched; empty, more than MAX_SCOPE, or one that is zero: only
    /// consent on the whole genome counts
    function consentMask(
        bytes32 dataset,
        uint32 page,
        bytes32 purpose,
        address requester,
        bytes32[] calldata scope
    ) external view returns (uint256[] memory words) {
        Question memory q = Question(
            purpose, requester, credentials.rolesOf(requester), block.timestamp / 1 days
        );
        Mask memory m = _newMask(_pageWords(dataset, page), scope);
        if (_mayAsk(q)) {
            bytes32[] storage live = _live[dataset][page];
            for (uint256 i = 0; i < live.length; i++) {
                Terms memory t = _terms[live[i]];
                if (_matches(t, q) && _wants(m, t.scope)) {
                    _add(m, t.scope, _load(_cells[dataset][page][live[i]], m.whole.length));
                }
            }
        }
        words = _combine(m);
        _without(words, datasets.erasedWords(dataset, uint256(page) * words.length, words.length));
    }

    /// @notice What consentMask would have said at another time of a page that then held these terms
    /// with these bitmaps. A node that has forgotten old state still has the events; an auditor puts
    /// the newest ConsentChanged before that time together and asks here, so that the rules of consent
    /// stand in one place only.
    /// @param pageWords words of a bitmap: slots of a page over 256
    /// @param terms the terms
    /// @param bitmaps their bitmaps, pageWords long each, one after the other
    /// @param erased the page's erased slots, as DatasetRegistry.erasedWords; may be empty
    /// @param time the block's time, seconds
    /// @param roles the requester's roles then, as Credentials.rolesOf
    /// @param purpose what for
    /// @param requester who asked
    /// @param scope the genes that were touched
    function maskOf(
        uint256 pageWords,
        Terms[] calldata terms,
        uint256[] calldata bitmaps,
        uint256[] calldata erased,
        uint256 time,
        uint256 roles,
        bytes32 purpose,
        address requester,
        bytes32[] calldata scope
    ) external view returns (uint256[] memory words) {
        Question memory q = Question(purpose, requester, roles, time / 1 days);
        Mask memory m = _newMask(pageWords, scope);
        if (_mayAsk(q)) {
            for (uint256 i = 0; i < terms.length; i++) {
                if (_matches(terms[i], q) && _wants(m, terms[i].scope)) {
                    _add(m, terms[i].scope, bitmaps[i * pageWords:(i + 1) * pageWords]);
                }
            }
        }
        words = _combine(m);
        _without(words, erased);
    }

    /// @notice The sets of terms on a page, with their bitmaps as in consentMask; of the past and of the
    /// future too.
    function liveTerms(bytes32 dataset, uint32 page)
        external
        view
        returns (Terms[] memory terms, uint256[][] memory bitmaps)
    {
        uint256 size = _pageWords(dataset, page);
        bytes32[] storage live = _live[dataset][page];
        terms = new Terms[](live.length);
        bitmaps = new uint256[][](live.length);
        for (uint256 i = 0; i < live.length; i++) {
            terms[i] = _terms[live[i]];
            bitmaps[i] = _load(_cells[dataset][page][live[i]], size);
        }
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
    function _authenticate(bytes32 dataset, uint64 deadline, Signed[] calldata signed, bytes memory message)
        private
        returns (Run[] memory runs)
    {
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
            uint32 slot = slots[i];
            _takeNonce(dataset, slot, signed[i].nonce);
            _checkSigner(controllers[i], signed[i], message);
            uint32 page = slot / pageSlots;
            uint32 word = (slot % pageSlots) / 256;
            if (runs[last].mask != 0 && (runs[last].page != page || runs[last].word != word)) {
                last++;
            }
            runs[last].page = page;
            runs[last].word = word;
            runs[last].mask |= 1 << (slot % 256);
        }
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

    function _set(bytes32 dataset, Run memory run, bytes32 termsId) private {
        Cell storage cell = _cells[dataset][run.page][termsId];
        if (!cell.listed) {
            cell.sponsor = _list(dataset, run, termsId);
            cell.listed = true;
        }
        uint256 before = cell.words[run.word];
        uint256 added = run.mask & ~before;
        if (added != 0) {
            cell.words[run.word] = before | added;
            cell.bits += uint32(_ones(added));
            emit ConsentChanged(dataset, run.page, termsId, run.word, before | added);
        }
    }

    /// @dev Of the runs i … end − 1, all of one page, takes the bits from every overlapping cell.
    function _clear(
        bytes32 dataset,
        Withdrawal calldata withdrawal,
        Run[] memory runs,
        uint256 i,
        uint256 end
    ) private {
        uint32 page = runs[i].page;
        bytes32[] storage live = _live[dataset][page];
        for (uint256 spot = live.length; spot > 0;) {
            spot--;
            bytes32 termsId = live[spot];
            if (!_overlaps(_terms[termsId], withdrawal)) {
                continue;
            }
            Cell storage cell = _cells[dataset][page][termsId];
            for (uint256 k = i; k < end; k++) {
                uint32 word = runs[k].word;
                uint256 before = cell.words[word];
                uint256 taken = before & runs[k].mask;
                if (taken != 0) {
                    cell.words[word] = before ^ taken;
                    cell.bits -= uint32(_ones(taken));
                    emit ConsentChanged(dataset, page, termsId, word, before ^ taken);
                }
            }
            if (cell.bits == 0) {
                _unlist(dataset, live, spot, cell);
            }
        }
    }

    /// @dev Terms that have expired stay on the list until their place is needed. Their bits stay too:
    /// terms that are over cannot be granted again.
    function _list(bytes32 dataset, Run memory run, bytes32 termsId) private returns (uint32 slot) {
        bytes32[] storage live = _live[dataset][run.page];
        (, uint32 pageSlots) = datasets.shape(dataset);
        uint32 first = run.page * pageSlots + run.word * 256;
        bool found;
        (slot, found) = _sponsor(dataset, first, run.mask);
        if (live.length >= MAX_LIVE || !found) {
            _reclaim(dataset, run.page, live);
            (slot, found) = _sponsor(dataset, first, run.mask);
        }
        if (!found) {
            revert TooManyOwnTerms(slot);
        }
        if (live.length >= MAX_LIVE) {
            revert TooManyTerms(run.page);
        }
        _sponsored[dataset][slot]++;
        live.push(termsId);
    }

    /// @dev Takes terms that are over from the list.
    function _reclaim(bytes32 dataset, uint32 page, bytes32[] storage live) private {
        uint256 today = block.timestamp / 1 days;
        for (uint256 spot = live.length; spot > 0;) {
            spot--;
            if (_terms[live[spot]].untilDay <= today) {
                _unlist(dataset, live, spot, _cells[dataset][page][live[spot]]);
            }
        }
    }

    /// @dev The first slot of the mask that has a place left; where none has, the first of all.
    function _sponsor(bytes32 dataset, uint32 first, uint256 mask) private view returns (uint32 slot, bool found) {
        bool any;
        for (uint32 bit = 0; mask != 0; bit++) {
            if (mask & 1 != 0) {
                if (_sponsored[dataset][first + bit] < MAX_SPONSORED) {
                    return (first + bit, true);
                }
                if (!any) {
                    (slot, any) = (first + bit, true);
                }
            }
            mask >>= 1;
        }
    }

    function _unlist(bytes32 dataset, bytes32[] storage live, uint256 spot, Cell storage cell) private {
        cell.listed = false;
        _sponsored[dataset][cell.sponsor]--;
        live[spot] = live[live.length - 1];
        live.pop();
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

    function _pageWords(bytes32 dataset, uint32 page) private view returns (uint256) {
        (uint32 patients, uint32 pageSlots) = datasets.shape(dataset);
        if (uint256(page) * pageSlots >= patients) {
            revert BadPage(page);
        }
        return pageSlots / 256;
    }

    function _checkForm(Form calldata form) private view {
        if (!Purposes.known(form.purpose)) {
            revert UnknownPurpose(form.purpose);
        }
        _checkAudience(form.audience);
        if (form.untilDay <= form.fromDay || form.untilDay <= block.timestamp / 1 days) {
            revert EmptyWindow(form.fromDay, form.untilDay);
        }
        if (form.scopes.length != 0 && !_isScope(form.scopes)) {
            revert BadScope();
        }
    }

    function _checkAudience(bytes32 audience) private pure {
        uint8 kind = uint8(audience[0]);
        uint248 who = uint248(uint256(audience));
        bool good = kind == 0
            ? who == 0
            : kind == ONE_REQUESTER
                ? who != 0 && who <= type(uint160).max
                : kind == ONE_ROLE && who != 0 && who <= type(uint8).max;
        if (!good) {
            revert UnknownAudience(audience);
        }
    }

    function _isScope(bytes32[] calldata scope) private pure returns (bool) {
        if (scope.length == 0 || scope.length > MAX_SCOPE) {
            return false;
        }
        for (uint256 i = 0; i < scope.length; i++) {
            if (scope[i] == 0) {
                return false;
            }
        }
        return true;
    }

    function _admits(bytes32 audience, address requester, uint256 roles) private pure returns (bool) {
        uint8 kind = uint8(audience[0]);
        if (kind == ONE_REQUESTER) {
            return address(uint160(uint256(audience))) == requester;
        }
        return kind == 0 || roles & (1 << uint8(uint256(audience))) != 0;
    }

    function _overlaps(Terms storage t, Withdrawal calldata w) private view returns (bool) {
        bytes32 purpose = t.purpose;
        if (w.purpose != 0 && !Purposes.includes(purpose, w.purpose) && !Purposes.includes(w.purpose, purpose)) {
            return false;
        }
        bytes32 scope = t.scope;
        if (w.scopes.length != 0 && scope != 0) {
            bool named = false;
            for (uint256 i = 0; i < w.scopes.length && !named; i++) {
                named = w.scopes[i] == scope;
            }
            if (!named) {
                return false;
            }
        }
        return _audiencesOverlap(t.audience, w.audience);
    }

    /// @dev Zero is everybody; equal ones overlap; two roles may be one person's, and an account may
    /// have any role, now or later: only two accounts differ for certain.
    function _audiencesOverlap(bytes32 a, bytes32 b) private pure returns (bool) {
        return a == 0 || b == 0 || a == b || uint8(a[0]) == ONE_ROLE || uint8(b[0]) == ONE_ROLE;
    }

    function _newMask(uint256 pageWords, bytes32[] calldata scope) private pure returns (Mask memory m) {
        m.whole = new uint256[](pageWords);
        if (_isScope(scope)) {
            m.scope = scope;
            m.byGene = new uint256[][](scope.length);
        }
    }

    function _mayAsk(Question memory q) private view returns (bool) {
        if (!Purposes.known(q.purpose)) {
            revert UnknownPurpose(q.purpose);
        }
        return credentials.mayAsk(q.roles, q.purpose);
    }

    function _matches(Terms memory t, Question memory q) private pure returns (bool) {
        return q.today >= t.fromDay && q.today < t.untilDay && Purposes.includes(t.purpose, q.purpose)
            && _admits(t.audience, q.requester, q.roles);
    }

    function _wants(Mask memory m, bytes32 gene) private pure returns (bool) {
        if (gene == 0) {
            return true;
        }
        for (uint256 g = 0; g < m.scope.length; g++) {
            if (m.scope[g] == gene) {
                return true;
            }
        }
        return false;
    }

    function _add(Mask memory m, bytes32 gene, uint256[] memory bits) private pure {
        if (gene == 0) {
            _or(m.whole, bits);
            return;
        }
        for (uint256 g = 0; g < m.scope.length; g++) {
            if (m.scope[g] == gene) {
                if (m.byGene[g].length == 0) {
                    m.byGene[g] = new uint256[](m.whole.length);
                }
                _or(m.byGene[g], bits);
            }
        }
    }

    /// @dev The whole genome, or every gene: a patient may cover one gene by one consent and the next
    /// by another.
    function _combine(Mask memory m) private pure returns (uint256[] memory) {
        for (uint256 g = 0; g < m.byGene.length; g++) {
            if (m.byGene[g].length == 0) {
                return m.whole;
            }
        }
        for (uint256 w = 0; w < m.whole.length && m.byGene.length > 0; w++) {
            uint256 all = type(uint256).max;
            for (uint256 g = 0; g < m.byGene.length; g++) {
                all &= m.byGene[g][w];
            }
            m.whole[w] |= all;
        }
        return m.whole;
    }

    function _load(Cell storage cell, uint256 size) private view returns (uint256[] memory bits) {
        bits = new uint256[](size);
        for (uint256 w = 0; w < size; w++) {
            bits[w] = cell.words[w];
        }
    }

    function _or(uint256[] memory words, uint256[] memory bits) private pure {
        for (uint256 w = 0; w < words.length; w++) {
            words[w] |= bits[w];
        }
    }

    function _without(uint256[] memory words, uint256[] memory bits) private pure {
        for (uint256 w = 0; w < bits.length; w++) {
            words[w] &= ~bits[w];
        }
    }

    function _ones(uint256 word) private pure returns (uint256 n) {
        while (word != 0) {
            word &= word - 1;
            n++;
        }
    }
}
