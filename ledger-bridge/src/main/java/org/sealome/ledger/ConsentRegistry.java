// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Patients' consent: signed by them, submitted by anybody, decided by the contract. */
public final class ConsentRegistry {
  /** A question that touches more genes than this needs consent on the whole genome. */
  public static final int MAX_SCOPE = 32;

  private static final Bytes32 GRANT =
      Bytes32.keccak(
          "Grant(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,bytes32[] scopes,"
              + "bytes32 conditions,uint32 fromDay,uint32 untilDay,uint32 nonce,uint64 deadline)");
  private static final Bytes32 REVOCATION =
      Bytes32.keccak(
          "Revocation(bytes32 dataset,uint32 slot,bytes32 purpose,bytes32 audience,"
              + "bytes32[] scopes,uint32 nonce,uint64 deadline)");

  private static final String FORM = "(bytes32,bytes32,bytes32[],bytes32,uint32,uint32)";
  private static final String WITHDRAWAL = "(bytes32,bytes32,bytes32[])";

  /** Some 6 million gas, and 16 million where every slot has a storage word of its own. */
  private static final int BATCH = 400;

  private static final long SLOT_GAS = 40_000;

  private final Address contract;
  private final Eip712 domain;
  private final Account relayer;
  private final Transactions transactions;
  private final Reads reads;
  private final ConsentViews views;

  ConsentRegistry(
      Address contract,
      Eip712 domain,
      Account relayer,
      Transactions transactions,
      Reads reads,
      DatasetRegistry datasets,
      ConsentHistory history) {
    this.contract = contract;
    this.domain = domain;
    this.relayer = relayer;
    this.transactions = transactions;
    this.reads = reads;
    this.views = new ConsentViews(contract, reads, datasets, history);
  }

  /** Next nonces of slots firstSlot, firstSlot + 1, …, one call for all. */
  public long[] nonces(Bytes32 dataset, int firstSlot, int count) {
    byte[] call = Abi.call("nonces(bytes32,uint32,uint32)", dataset, firstSlot, count);
    Abi.Reader array = reads.read(contract, call, null).at(0);
    return IntStream.range(0, array.length()).mapToLong(array.elements()::number).toArray();
  }

  /** Signs as the slot's controller (EIP-712, this chain and contract). No round trip. */
  public SignedGrant sign(Grant grant, Account controller) {
    ConsentTerms terms = grant.terms();
    Bytes32 digest =
        domain.digest(
            GRANT,
            grant.dataset(),
            grant.slot(),
            terms.purpose().code(),
            terms.audience().code(),
            Bytes32.keccak(Abi.packed(terms.scope())),
            terms.conditions().code(),
            Days.from(terms.from()),
            Days.until(terms.until()),
            grant.nonce(),
            grant.deadline());
    return new SignedGrant(grant, controller.sign(digest));
  }

  /** Signs as the slot's controller (EIP-712, this chain and contract). No round trip. */
  public SignedRevocation sign(Revocation revocation, Account controller) {
    Withdrawal withdrawal = revocation.withdrawal();
    Bytes32 digest =
        domain.digest(
            REVOCATION,
            revocation.dataset(),
            revocation.slot(),
            purpose(withdrawal),
            audience(withdrawal),
            Bytes32.keccak(Abi.packed(withdrawal.scope())),
            revocation.nonce(),
            revocation.deadline());
    return new SignedRevocation(revocation, controller.sign(digest));
  }

  /** Signs the i-th grant with the i-th account, on all cores. */
  public List<SignedGrant> signAll(List<Grant> grants, List<Account> controllers) {
    return IntStream.range(0, grants.size())
        .parallel()
        .mapToObj(i -> sign(grants.get(i), controllers.get(i)))
        .toList();
  }

  /** Signs the i-th revocation with the i-th account, on all cores. */
  public List<SignedRevocation> signAllRevocations(
      List<Revocation> revocations, List<Account> controllers) {
    return IntStream.range(0, revocations.size())
        .parallel()
        .mapToObj(i -> sign(revocations.get(i), controllers.get(i)))
        .toList();
  }

  /**
   * Submits them in batches, in the relayer's name; all batches are mined when this returns. Those
   * with equal dataset, terms and deadline share transactions. Where one is refused, its batch is,
   * and other batches may stand.
   *
   * @throws LedgerException.Reverted {@code BadSigner}, {@code BadNonce}, {@code PastDeadline},
   *     {@code TooManyTerms}, {@code TooManyOwnTerms}, {@code EmptyWindow}, …, naming the slot
   *     where there is one
   */
  public List<Mined> submit(List<SignedGrant> grants) {
    record Form(Bytes32 dataset, ConsentTerms terms, long deadline) {}
    Map<Form, List<Ticket>> forms = new LinkedHashMap<>();
    for (SignedGrant signed : grants) {
      Grant grant = signed.grant();
      forms
          .computeIfAbsent(
              new Form(grant.dataset(), grant.terms(), grant.deadline()), f -> new ArrayList<>())
          .add(new Ticket(grant.slot(), grant.nonce(), signed.signature()));
    }
    List<Transactions.Draft> drafts = new ArrayList<>();
    forms.forEach(
        (form, tickets) -> {
          ConsentTerms terms = form.terms();
          batches(
              drafts,
              "grant(bytes32," + FORM + ",uint64,(uint32,uint32,bytes32,bytes32)[])",
              form.dataset(),
              encode(terms),
              form.deadline(),
              tickets,
              2_000_000 + 600_000L * Math.max(1, terms.scope().size()));
        });
    return send(drafts);
  }

  /** As {@link #submit}, for withdrawals. */
  public List<Mined> submitRevocations(List<SignedRevocation> revocations) {
    record Form(Bytes32 dataset, Withdrawal withdrawal, long deadline) {}
    Map<Form, List<Ticket>> forms = new LinkedHashMap<>();
    for (SignedRevocation signed : revocations) {
      Revocation revocation = signed.revocation();
      forms
          .computeIfAbsent(
              new Form(revocation.dataset(), revocation.withdrawal(), revocation.deadline()),
              f -> new ArrayList<>())
          .add(new Ticket(revocation.slot(), revocation.nonce(), signed.signature()));
    }
    List<Transactions.Draft> drafts = new ArrayList<>();
    forms.forEach(
        (form, tickets) -> {
          batches(
              drafts,
              "revoke(bytes32," + WITHDRAWAL + ",uint64,(uint32,uint32,bytes32,bytes32)[])",
              form.dataset(),
              encode(form.withdrawal()),
              form.deadline(),
              tickets,
              4_000_000);
        });
    return send(drafts);
  }

  /**
   * Grants for slots that the sender speaks for, as their controller or a delegate of his; no
   * signature but the transaction's own. What was signed for these slots before and is still on its
   * way is void by this.
   *
   * @throws LedgerException.Reverted {@code NotController}, and as {@link #submit}
   */
  public Mined grantDirectly(
      Account sender, Bytes32 dataset, ConsentTerms terms, List<Integer> slots) {
    return transactions.send(
        sender,
        contract,
        Abi.call(
            "grantDirectly(bytes32," + FORM + ",uint32[])",
            dataset,
            encode(terms),
            Abi.array(slots)));
  }

  /** As {@link #grantDirectly}, for a withdrawal. */
  public Mined revokeDirectly(
      Account sender, Bytes32 dataset, Withdrawal withdrawal, List<Integer> slots) {
    return transactions.send(
        sender,
        contract,
        Abi.call(
            "revokeDirectly(bytes32," + WITHDRAWAL + ",uint32[])",
            dataset,
            encode(withdrawal),
            Abi.array(slots)));
  }

  /**
   * Who of the page may be counted, as the contract says at that block. Zeros for a requester who
   * is not entitled to the purpose. Where the node has forgotten that block's state, the answer is
   * made from the events up to it.
   *
   * @param scope keyed hashes of the genes that are touched; empty, or more than {@link
   *     #MAX_SCOPE}: only consent on the whole genome counts
   * @return pageSlots / 8 bytes; bit i of byte i/8 (lowest first) is the page's slot i
   * @throws LedgerException.StaleHead where that block is not the chain's
   */
  public byte[] consentMask(
      Bytes32 dataset,
      int page,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    return views.masks(dataset, List.of(page), purpose, requester, scope, at).getFirst();
  }

  /** {@link #consentMask} of pages 0 … pages − 1, in one round trip. */
  public List<byte[]> consentMasks(
      Bytes32 dataset,
      int pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    List<Integer> all = IntStream.range(0, pages).boxed().toList();
    return views.masks(dataset, all, purpose, requester, scope, at);
  }

  /**
   * What whoever asks this undertakes beyond asking, as the contract says at that block: duties of
   * every consent that admits the question, also where the patient behind it has another one
   * without them. Of two moratoria the longer; none that is over.
   *
   * @param pages pages 0 … pages − 1 are looked at, in one round trip
   * @param scope as for {@link #consentMask}
   * @throws LedgerException.StaleHead where the node does not have that block's state
   */
  public Conditions duties(
      Bytes32 dataset,
      int pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    return views.duties(dataset, pages, purpose, requester, scope, at);
  }

  /** The page's sets of terms with their patients, those of the past and of the future too. */
  public List<LiveTerms> terms(Bytes32 dataset, int page, BlockRef at) {
    return views.terms(dataset, page, at);
  }

  /** One patient's part of a batch. */
  private record Ticket(int slot, long nonce, Signature signature) {
    byte[] encoded() {
      return Abi.tuple(slot, nonce, signature.r(), signature.compactS());
    }
  }

  private void batches(
      List<Transactions.Draft> drafts,
      String function,
      Bytes32 dataset,
      Abi.Dynamic form,
      long deadline,
      List<Ticket> tickets,
      long gas) {
    // Neighbours share storage words; a slot's own nonces stay in order.
    tickets.sort(Comparator.comparingInt(Ticket::slot).thenComparingLong(Ticket::nonce));
    int batch = transactions.fitting(BATCH, gas, SLOT_GAS);
    for (int from = 0; from < tickets.size(); from += batch) {
      List<Ticket> some = tickets.subList(from, Math.min(tickets.size(), from + batch));
      Abi.Dynamic signed = Abi.array(some.stream().map(Ticket::encoded).toList());
      drafts.add(
          new Transactions.Draft(
              contract,
              Abi.call(function, dataset, form, deadline, signed),
              gas + SLOT_GAS * some.size()));
    }
  }

  private List<Mined> send(List<Transactions.Draft> drafts) {
    return transactions.sendAll(relayer, drafts).stream().map(Transactions.Receipt::mined).toList();
  }

  private static Abi.Dynamic encode(ConsentTerms terms) {
    return new Abi.Dynamic(
        Abi.tuple(
            terms.purpose().code(),
            terms.audience().code(),
            Abi.array(terms.scope()),
            terms.conditions().code(),
            Days.from(terms.from()),
            Days.until(terms.until())));
  }

  private static Abi.Dynamic encode(Withdrawal withdrawal) {
    return new Abi.Dynamic(
        Abi.tuple(purpose(withdrawal), audience(withdrawal), Abi.array(withdrawal.scope())));
  }

  private static Bytes32 purpose(Withdrawal withdrawal) {
    return withdrawal.purpose() == null ? Bytes32.ZERO : withdrawal.purpose().code();
  }

  private static Bytes32 audience(Withdrawal withdrawal) {
    return withdrawal.audience() == null ? Bytes32.ZERO : withdrawal.audience().code();
  }
}
