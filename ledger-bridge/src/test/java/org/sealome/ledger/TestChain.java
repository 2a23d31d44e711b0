// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One development node and deployment for all tests; each test registers a dataset of its own. */
final class TestChain {
  private static final Map<Integer, Account> ACCOUNTS = new ConcurrentHashMap<>();
  static final DevNode NODE = DevNode.start(null, DevNode.Options.INSTANT);
  static final Account CUSTODIAN = account(1);
  static final Account STEWARD = account(2);
  static final Account RELAYER = account(3);
  static final Account RESEARCHER = account(4);
  static final Account CLINICIAN = account(5);
  static final Account STRANGER = account(6);
  static final Deployment DEPLOYMENT = Contracts.deploy(NODE.uri(), CUSTODIAN);
  static final Ledger LEDGER = Ledger.connect(NODE.uri(), DEPLOYMENT, RELAYER);

  private static final AtomicInteger DATASETS = new AtomicInteger();

  static {
    LEDGER.credentials().attest(CUSTODIAN, RESEARCHER.address(), Role.RESEARCHER);
    LEDGER.credentials().attest(CUSTODIAN, CLINICIAN.address(), Role.CLINICIAN);
  }

  private TestChain() {}

  /** A dataset with its patients enrolled; patient i's key is account(1000 + i). */
  record Cohort(Bytes32 id, int pageSlots, List<Account> patients) {
    void grant(ConsentTerms terms, int... slots) {
      LEDGER.consents().submit(grants(terms, slots));
    }

    List<SignedGrant> grants(ConsentTerms terms, int... slots) {
      long[] nonces = LEDGER.consents().nonces(id, 0, patients.size());
      long deadline = deadline();
      List<Grant> grants = new ArrayList<>();
      for (int slot : slots) {
        grants.add(new Grant(id, slot, terms, nonces[slot]++, deadline));
      }
      return LEDGER.consents().signAll(grants, controllers(slots));
    }

    void revoke(Withdrawal withdrawal, int... slots) {
      LEDGER.consents().submitRevocations(revocations(withdrawal, slots));
    }

    List<SignedRevocation> revocations(Withdrawal withdrawal, int... slots) {
      long[] nonces = LEDGER.consents().nonces(id, 0, patients.size());
      long deadline = deadline();
      List<Revocation> revocations = new ArrayList<>();
      for (int slot : slots) {
        revocations.add(new Revocation(id, slot, withdrawal, nonces[slot]++, deadline));
      }
      return LEDGER.consents().signAllRevocations(revocations, controllers(slots));
    }

    /** Slots in the mask, all pages. */
    List<Integer> mask(Purpose purpose, Account requester, Bytes32... scope) {
      List<byte[]> pages =
          LEDGER
              .consents()
              .consentMasks(
                  id,
                  (patients.size() + pageSlots - 1) / pageSlots,
                  purpose,
                  requester.address(),
                  List.of(scope),
                  LEDGER.head());
      return IntStream.range(0, pages.size() * pageSlots)
          .filter(
              s -> (pages.get(s / pageSlots)[s % pageSlots / 8] >> (s % pageSlots % 8) & 1) != 0)
          .boxed()
          .toList();
    }

    /** What the requester undertakes by asking, all pages. */
    Conditions duties(Purpose purpose, Account requester, Bytes32... scope) {
      int pages = (patients.size() + pageSlots - 1) / pageSlots;
      return LEDGER
          .consents()
          .duties(id, pages, purpose, requester.address(), List.of(scope), LEDGER.head());
    }

    private List<Account> controllers(int... slots) {
      return IntStream.of(slots).mapToObj(patients::get).toList();
    }

    int[] all() {
      return IntStream.range(0, patients.size()).toArray();
    }
  }

  static Cohort cohort(int patients, int pageSlots) {
    String name = "cohort-" + DATASETS.incrementAndGet();
    DatasetAnchor anchor =
        new DatasetAnchor(hash("manifest"), Bytes32.ZERO, hash("parameters"), patients);
    LEDGER.datasets().register(CUSTODIAN, name, anchor, pageSlots, STEWARD.address());
    Bytes32 id = DatasetRegistry.id(CUSTODIAN.address(), name);
    List<Account> accounts =
        IntStream.range(0, patients).parallel().mapToObj(i -> account(1000 + i)).toList();
    LEDGER.datasets().enrol(CUSTODIAN, id, 0, accounts.stream().map(Account::address).toList());
    return new Cohort(id, pageSlots, accounts);
  }

  static SignedQuery query(Cohort cohort, String text, Account requester) {
    return LEDGER.queryLog().sign(entry(cohort, text, requester), deadline(), requester);
  }

  static QueryEntry entry(Cohort cohort, String text, Account requester) {
    return new QueryEntry(
        hash(text + cohort.id()),
        cohort.id(),
        Purpose.HMB,
        List.of(),
        hash("digest"),
        requester.address());
  }

  /** The same account for the same number, made once. */
  static Account account(int seed) {
    return ACCOUNTS.computeIfAbsent(
        seed, s -> Account.fromPrivateKey(ByteBuffer.allocate(32).putInt(28, s).array()));
  }

  static Bytes32 hash(String text) {
    return Bytes32.keccak(text);
  }

  static long deadline() {
    return LEDGER.head().timestamp() + Duration.ofDays(1).toSeconds();
  }

  /** The name of the refusal that this ends in. */
  static String refusal(Runnable action) {
    try {
      action.run();
    } catch (LedgerException.Reverted e) {
      return e.reason();
    }
    return "none";
  }
}
