// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Audience;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Contracts;
import org.sealome.ledger.DatasetAnchor;
import org.sealome.ledger.DatasetRegistry;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Grant;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.ledger.Role;
import org.sealome.ledger.SignedQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many log entries a second the ledger takes at a block a second, each waited for until it is
 * mined, with and without sharing transactions; and how long reading consent takes for a page of
 * 8,192 patients with 64 sets of terms.
 */
@Command(
    name = "ledger-load",
    mixinStandardHelpOptions = true,
    description = "Loads the development node with log entries and consent reads.")
final class LedgerLoad implements Callable<Integer> {
  private static final int PATIENTS = 8_192;
  private static final int TERMS = 64;
  private static final int READS = 200;

  @Option(names = "--entries", defaultValue = "12000", description = "Shared: ${DEFAULT-VALUE}.")
  private int entries;

  @Option(names = "--single", defaultValue = "2000", description = "Alone: ${DEFAULT-VALUE}.")
  private int single;

  @Option(names = "--sessions", defaultValue = "1600", description = "At once: ${DEFAULT-VALUE}.")
  private int sessions;

  @Option(names = "--relayers", defaultValue = "4", description = "Keys: ${DEFAULT-VALUE}.")
  private int relayers;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "target/bench")
  private Path out;

  private final Account custodian = Account.generate();
  private final Account requester = Account.generate();
  private final Bytes32 dataset = DatasetRegistry.id(custodian.address(), "load");

  private LedgerLoad() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Environment before = Environment.now();
    StringBuilder text = new StringBuilder();
    try (DevNode node = DevNode.start(null, new DevNode.Options(1))) {
      Endpoint endpoint = Endpoint.of(node.uri());
      Deployment deployment = Contracts.deploy(endpoint, custodian);
      List<Account> keys = IntStream.range(0, relayers).mapToObj(i -> Account.generate()).toList();
      try (Ledger ledger = Ledger.connect(endpoint, deployment, keys)) {
        prepare(ledger);
        text.append("| log entries at 1-s blocks | entries/s | p50 ms | p99 ms |\n");
        text.append("|---|---:|---:|---:|\n");
        text.append(
            log(
                "a transaction each",
                signed(ledger, "alone", single),
                Math.min(sessions, 400),
                query -> ledger.queryLog().openBatch(List.of(query))));
        text.append(
            log(
                "shared transactions",
                signed(ledger, "shared", entries),
                sessions,
                query -> ledger.queryLog().open(query)));
        text.append("\n| consent of 8,192 patients, 64 terms | p50 ms | p99 ms |\n");
        text.append("|---|---:|---:|\n");
        text.append(reads(endpoint, deployment, keys, false));
        text.append(reads(endpoint, deployment, keys, true));
      }
    }
    Environment after = Environment.now();
    String head =
        String.format(
            Locale.ROOT,
            "Commit %s, %s, %d processors, %s; load %.2f before, %.2f after; %d sessions, %d"
                + " relayers.%n%n",
            before.commit(),
            before.cpu(),
            before.processors(),
            before.java(),
            before.load(),
            after.load(),
            sessions,
            relayers);
    Files.createDirectories(out);
    Files.writeString(out.resolve("ledger-load.md"), head + text);
    System.out.println(head + text);
    return 0;
  }

  private void prepare(Ledger ledger) {
    ledger.credentials().attest(custodian, requester.address(), Role.RESEARCHER);
    List<Account> patients =
        IntStream.range(0, PATIENTS).parallel().mapToObj(i -> Account.generate()).toList();
    DatasetAnchor anchor =
        new DatasetAnchor(
            Bytes32.keccak("manifest"), Bytes32.ZERO, Bytes32.keccak("parameters"), PATIENTS);
    ledger.datasets().register(custodian, "load", anchor, PATIENTS, custodian.address());
    List<Address> controllers = patients.stream().map(Account::address).toList();
    ledger.datasets().enrol(custodian, dataset, 0, controllers);
    long deadline = ledger.head().deadline(Duration.ofHours(1));
    List<Grant> grants =
        IntStream.range(0, PATIENTS)
            .mapToObj(slot -> new Grant(dataset, slot, terms(slot % TERMS), 0, deadline))
            .toList();
    ledger.consents().submit(ledger.consents().signAll(grants, patients));
  }

  /** All match the requester: every one of them is read. */
  private ConsentTerms terms(int which) {
    Audience audience = which == 0 ? Audience.ANYONE : Audience.requester(requester.address());
    return new ConsentTerms(
        Purpose.HMB, audience, List.of(), null, java.time.LocalDate.of(2100, 1, 1).plusDays(which));
  }

  private Queue<SignedQuery> signed(Ledger ledger, String kind, int count) {
    long deadline = ledger.head().deadline(Duration.ofHours(1));
    return new ConcurrentLinkedQueue<>(
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                i ->
                    ledger
                        .queryLog()
                        .sign(
                            new QueryEntry(
                                Bytes32.keccak(kind + i),
                                dataset,
                                Purpose.HMB,
                                List.of(),
                                Bytes32.keccak("digest"),
                                requester.address()),
                            deadline,
                            requester))
            .toList());
  }

  private static String log(
      String kind, Queue<SignedQuery> queries, int sessions, Consumer<SignedQuery> open)
      throws InterruptedException {
    int count = queries.size();
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sessions; i++) {
        running.add(
            threads.submit(
                () -> {
                  for (SignedQuery query; (query = queries.poll()) != null; ) {
                    long begun = System.nanoTime();
                    open.accept(query);
                    nanos.add(System.nanoTime() - begun);
                  }
                }));
      }
    }
    long failed = running.stream().filter(one -> one.state() == Future.State.FAILED).count();
    if (failed > 0) {
      Throwable why =
          running.stream()
              .filter(one -> one.state() == Future.State.FAILED)
              .findFirst()
              .orElseThrow()
              .exceptionNow();
      throw new IllegalStateException(failed + " of the sessions failed", why);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double[] sorted = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "| %s, %d entries | %.0f | %.0f | %.0f |%n",
        kind,
        count,
        count / seconds,
        at(sorted, 0.50),
        at(sorted, 0.99));
  }

  private String reads(
      Endpoint endpoint, Deployment deployment, List<Account> keys, boolean remembered) {
    double[] millis = new double[READS];
    Ledger ledger = Ledger.connect(endpoint, deployment, keys);
    try {
      BlockRef head = ledger.head();
      for (int i = -20; i < READS; i++) {
        if (!remembered) {
          ledger.close();
          ledger = Ledger.connect(endpoint, deployment, keys);
        }
        long begun = System.nanoTime();
        byte[] mask =
            ledger
                .consents()
                .consentMask(dataset, 0, Purpose.HMB, requester.address(), List.of(), head);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        if (java.util.BitSet.valueOf(mask).cardinality() != PATIENTS) {
          throw new IllegalStateException("not everybody is in the mask");
        }
      }
    } finally {
      ledger.close();
    }
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f |%n",
        remembered ? "again at the same block" : "first time",
        at(millis, 0.50),
        at(millis, 0.99));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}
