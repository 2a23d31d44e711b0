// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DatasetRegistry} from "./DatasetRegistry.sol";
import {TermRules, Terms, Withdrawal} from "./Terms.sol";

/// @notice Neighbouring slots of one batch: the bits to change in one word of one page.
struct Run {
    uint32 page;
    uint32 word;
    uint256 mask;
}

/// @title Which patients of a page stand behind which terms
/// @notice A page is a block of slots (patients). For every set of terms that somebody on it has
/// consented to, it keeps one bitmap, and a list of the sets that are alive. The list is bounded, and
/// so is what each patient may put on it.
abstract contract TermPages {
    using TermRules for Terms;

    /// @dev One set of terms on one page. bits counts the ones in words; its place on the page's list
    /// is on the sponsor's account.
    struct Cell {
        uint32 bits;
        bool listed;
        uint32 sponsor;
        uint256[128] words;
    }

    /// @notice Sets of terms that a page can hold at a time; bounds what a mask costs.
    uint256 public constant MAX_LIVE = 64;

    /// @notice Places on a page's list that one slot can hold on its account, so that no patient fills
    /// a page alone. The account is that of a slot that brought the terms when nobody on the page had
    /// them; whoever joins later pays nothing. A place is given back when nobody has the terms any more,
    /// or when they are over and the place is needed.
    uint256 public constant MAX_SPONSORED = 8;

    /// @notice Slots and their controllers.
    DatasetRegistry public immutable datasets;

    mapping(bytes32 termsId => Terms) private _terms;
    mapping(bytes32 dataset => mapping(uint32 page => bytes32[])) private _live;
    mapping(bytes32 dataset => mapping(uint32 page => mapping(bytes32 termsId => Cell))) private _cells;
    mapping(bytes32 dataset => mapping(uint256 slot => uint256)) private _sponsored;

    /// @notice Terms appeared for the first time.
    event TermsDefined(bytes32 indexed termsId, Terms terms);
    /// @notice A word of a bitmap has a new value; the newest of these make up every mask.
    event ConsentChanged(
        bytes32 indexed dataset, uint32 indexed page, bytes32 indexed termsId, uint32 word, uint256 bits
    );

    /// @notice The page holds MAX_LIVE sets of terms that are all alive.
    error TooManyTerms(uint32 page);
    /// @notice Each of the slots has brought MAX_SPONSORED sets of terms that stand; this is the first.
    error TooManyOwnTerms(uint32 slot);
    /// @notice The dataset has no such page.
    error BadPage(uint32 page);

    constructor(DatasetRegistry registry) {
        datasets = registry;
    }

    /// @dev How many sets of terms are on the page's list.
    function _liveCount(bytes32 dataset, uint32 page) internal view returns (uint256) {
        return _live[dataset][page].length;
    }

    /// @dev The i-th on the page's list, with its identifier.
    function _liveAt(bytes32 dataset, uint32 page, uint256 i)
        internal
        view
        returns (bytes32 termsId, Terms memory terms)
    {
        termsId = _live[dataset][page][i];
        terms = _terms[termsId];
    }

    /// @dev Whose terms these are: bit s of words[w] is the page's slot 256·w + s.
    function _bitmap(bytes32 dataset, uint32 page, bytes32 termsId, uint256 size)
        internal
        view
        returns (uint256[] memory bits)
    {
        Cell storage cell = _cells[dataset][page][termsId];
        bits = new uint256[](size);
        for (uint256 w = 0; w < size; w++) {
            bits[w] = cell.words[w];
        }
    }

    /// @dev Words of a bitmap of this page.
    function _pageWords(bytes32 dataset, uint32 page) internal view returns (uint256) {
        (uint32 patients, uint32 pageSlots) = datasets.shape(dataset);
        if (uint256(page) * pageSlots >= patients) {
            revert BadPage(page);
        }
        return pageSlots / 256;
    }

    /// @dev Puts the patients of the runs (the first with mask 0 ends them) behind the terms.
    function _set(bytes32 dataset, Run[] memory runs, Terms memory terms) internal {
        bytes32 termsId = keccak256(abi.encode(terms));
        if (_terms[termsId].purpose == 0) {
            _terms[termsId] = terms;
            emit TermsDefined(termsId, terms);
        }
        for (uint256 i = 0; i < runs.length && runs[i].mask != 0; i++) {
            _setRun(dataset, runs[i], termsId);
        }
    }

    /// @dev Takes the patients of the runs (the first with mask 0 ends them) from all terms that
    /// overlap the withdrawal.
    function _clear(bytes32 dataset, Run[] memory runs, Withdrawal calldata withdrawal) internal {
        uint256 i = 0;
        while (i < runs.length && runs[i].mask != 0) {
            uint256 end = i + 1;
            while (end < runs.length && runs[end].mask != 0 && runs[end].page == runs[i].page) {
                end++;
            }
            _clearPage(dataset, withdrawal, runs, i, end);
            i = end;
        }
    }

    function _setRun(bytes32 dataset, Run memory run, bytes32 termsId) private {
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
    function _clearPage(
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
            if (!TermRules.overlaps(_terms[termsId], withdrawal)) {
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
        bool any = false;
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

    function _ones(uint256 word) private pure returns (uint256 n) {
        while (word != 0) {
            word &= word - 1;
            n++;
        }
    }
}
