// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions} from "./Conditions.sol";
import {Credentials} from "./Credentials.sol";
import {DatasetRegistry} from "./DatasetRegistry.sol";
import {Delegates} from "./Delegates.sol";
import {EthicsCommittee} from "./EthicsCommittee.sol";
import {Governed} from "./Governed.sol";
import {Mask, Masks} from "./Masks.sol";
import {PatientSignatures, Signed} from "./PatientSignatures.sol";
import {Run, TermPages} from "./TermPages.sol";
import {Form, Question, TermRules, Terms, Withdrawal} from "./Terms.sol";

/// @title Patients' consent: the one place where it is decided
/// @notice Patients sign, anybody submits; a mask ORs the bitmaps whose terms match, so that it costs
/// one storage read for 256 patients. While governance has stopped it nothing is granted; withdrawing
/// goes on.
contract ConsentRegistry is Governed, PatientSignatures, TermPages {
    using Masks for Mask;
    using TermRules for Form;
    using TermRules for Terms;
    using TermRules for Withdrawal;

    bytes32 private constant GRANT_TYPE = keccak256(
        "Grant(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,bytes32[] scopes,bytes32 conditions,uint32 fromDay,uint32 untilDay,uint32 nonce,uint64 deadline)"
    );
    bytes32 private constant REVOCATION_TYPE = keccak256(
        "Revocation(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,bytes32[] scopes,uint32 nonce,uint64 deadline)"
    );

    /// @notice Genes that a grant can name, and a mask can be asked for; beyond, a question needs
    /// consent on the whole genome.
    uint256 public constant MAX_SCOPE = TermRules.MAX_SCOPE;

    /// @notice What is attested of requesters.
    Credentials public immutable credentials;
    /// @notice Whose approval the condition IRB means.
    EthicsCommittee public immutable ethics;

    /// @param registry slots and their controllers
    /// @param attested what is attested of requesters
    /// @param committee whose approval counts
    /// @param stead who acts in whose stead
    constructor(
        DatasetRegistry registry,
        Credentials attested,
        EthicsCommittee committee,
        Delegates stead
    ) Governed(registry.governance()) PatientSignatures(stead) TermPages(registry) {
        credentials = attested;
        ethics = committee;
    }

    /// @notice Records consent that patients of one dataset signed to one form; anybody may submit.
    /// Cheapest in the order of slots.
    /// @param dataset the dataset
    /// @param form what they consent to
    /// @param deadline the last second at which this may be submitted
    /// @param signed slots with nonces and signatures
    function grant(bytes32 dataset, Form calldata form, uint64 deadline, Signed[] calldata signed)
        external
        whenRunning
    {
        form.check();
        bytes memory message = abi.encode(
            GRANT_TYPE,
            dataset,
            uint256(0),
            form.purpose,
            form.audience,
            keccak256(abi.encodePacked(form.scopes)),
            form.conditions,
            form.fromDay,
            form.untilDay,
            uint256(0),
            deadline
        );
        _grant(dataset, form, _authenticate(datasets, dataset, deadline, signed, message));
    }

    /// @notice Records consent of patients whom the caller speaks for, without a signature of its own.
    function grantDirectly(bytes32 dataset, Form calldata form, uint32[] calldata slots) external whenRunning {
        form.check();
        _grant(dataset, form, _authorise(datasets, dataset, slots));
    }

    /// @notice Withdraws what patients of one dataset signed to withdraw; anybody may submit.
    /// @param dataset the dataset
    /// @param withdrawal what is withdrawn: every consent that overlaps it
    /// @param deadline the last second at which this may be submitted
    /// @param signed slots with nonces and signatures
    function revoke(bytes32 dataset, Withdrawal calldata withdrawal, uint64 deadline, Signed[] calldata signed)
        external
    {
        withdrawal.check();
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
        _clear(dataset, _authenticate(datasets, dataset, deadline, signed, message), withdrawal);
    }

    /// @notice Withdraws for patients whom the caller speaks for, without a signature of its own.
    function revokeDirectly(bytes32 dataset, Withdrawal calldata withdrawal, uint32[] calldata slots) external {
        withdrawal.check();
        _clear(dataset, _authorise(datasets, dataset, slots), withdrawal);
    }

    /// @notice Who of a page may be counted now: bit s of words[w] is the page's slot 256·w + s.
    /// @dev A patient counts where she consents to the purpose (or a wider one), to this requester, on
    /// this day, under conditions that the requester meets, for the whole genome or for every gene of the scope. A requester who is not entitled
    /// gets zeros; whoever was erased counts never.
    /// @param dataset the dataset
    /// @param page the page
    /// @param purpose what for
    /// @param requester who asks
    /// @param scope the genes that are touched; empty, more than MAX_SCOPE, or one that is zero: only
    /// consent on the whole genome counts
    /// @return words the page's bitmap
    function consentMask(
        bytes32 dataset,
        uint32 page,
        bytes32 purpose,
        address requester,
        bytes32[] calldata scope
    ) external view returns (uint256[] memory words) {
        Question memory q = _question(dataset, purpose, requester);
        uint256 size = _pageWords(dataset, page);
        Mask memory m = Masks.empty(size, scope);
        if (_mayAsk(q)) {
            uint256 count = _liveCount(dataset, page);
            for (uint256 i = 0; i < count; i++) {
                (bytes32 termsId, Terms memory t) = _liveAt(dataset, page, i);
                if (t.matches(q) && m.wants(t.scope)) {
                    m.add(t.scope, _bitmap(dataset, page, termsId, size));
                }
            }
        }
        words = m.combine();
        Masks.remove(words, datasets.erasedWords(dataset, uint256(page) * size, size));
    }

    /// @notice What whoever asks this now undertakes, beyond asking: duties of all the terms on a page
    /// that admit the question, in the form of Conditions. Zero for a requester who is not entitled.
    /// @param dataset the dataset
    /// @param page the page
    /// @param purpose what for
    /// @param requester who asks
    /// @param scope the genes that are touched, as for consentMask
    function dutiesOf(
        bytes32 dataset,
        uint32 page,
        bytes32 purpose,
        address requester,
        bytes32[] calldata scope
    ) external view returns (bytes32 duties) {
        Question memory q = _question(dataset, purpose, requester);
        Mask memory m = Masks.empty(0, scope);
        uint256 count = _mayAsk(q) ? _liveCount(dataset, page) : 0;
        for (uint256 i = 0; i < count; i++) {
            (, Terms memory t) = _liveAt(dataset, page, i);
            if (t.matches(q) && m.wants(t.scope)) {
                duties = Conditions.bind(duties, t.conditions, q.time);
            }
        }
    }

    /// @notice What consentMask would have said at another time of a page that then held these terms
    /// with these bitmaps. A node that has forgotten old state still has the events; an auditor puts
    /// the newest ConsentChanged before that time together and asks here, so that the rules of consent
    /// stand in one place only.
    /// @param pageWords words of a bitmap: slots of a page over 256
    /// @param terms the terms
    /// @param bitmaps their bitmaps, pageWords long each, one after the other
    /// @param erased the page's erased slots, as DatasetRegistry.erasedWords; may be empty
    /// @param q who asked for what, with what was attested and approved then
    /// @param scope the genes that were touched
    /// @return words the page's bitmap then
    function maskOf(
        uint256 pageWords,
        Terms[] calldata terms,
        uint256[] calldata bitmaps,
        uint256[] calldata erased,
        Question memory q,
        bytes32[] calldata scope
    ) external view returns (uint256[] memory words) {
        Mask memory m = Masks.empty(pageWords, scope);
        if (_mayAsk(q)) {
            for (uint256 i = 0; i < terms.length; i++) {
                Terms memory t = terms[i];
                if (t.matches(q) && m.wants(t.scope)) {
                    m.add(t.scope, bitmaps[i * pageWords:(i + 1) * pageWords]);
                }
            }
        }
        words = m.combine();
        Masks.remove(words, erased);
    }

    /// @notice The sets of terms on a page, with their bitmaps as in consentMask; of the past and of the
    /// future too.
    function liveTerms(bytes32 dataset, uint32 page)
        external
        view
        returns (Terms[] memory terms, uint256[][] memory bitmaps)
    {
        uint256 size = _pageWords(dataset, page);
        uint256 count = _liveCount(dataset, page);
        terms = new Terms[](count);
        bitmaps = new uint256[][](count);
        for (uint256 i = 0; i < count; i++) {
            bytes32 termsId;
            (termsId, terms[i]) = _liveAt(dataset, page, i);
            bitmaps[i] = _bitmap(dataset, page, termsId, size);
        }
    }

    function _grant(bytes32 dataset, Form calldata form, Run[] memory runs) private {
        uint256 n = form.scopes.length;
        for (uint256 s = 0; s < (n == 0 ? 1 : n); s++) {
            _set(dataset, runs, form.termsOf(s));
        }
    }

    function _question(bytes32 dataset, bytes32 purpose, address requester)
        private
        view
        returns (Question memory)
    {
        (uint256 roles, bytes32 facts) = credentials.standingOf(requester);
        bytes32[] memory documents = ethics.approved(dataset, requester, purpose);
        return Question(purpose, requester, roles, facts, documents, block.timestamp);
    }

    function _mayAsk(Question memory q) private view returns (bool) {
        TermRules.checkPurpose(q.purpose);
        return credentials.mayAsk(q.roles, q.purpose);
    }
}
