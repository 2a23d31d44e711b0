// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.STEWARD;
import static org.sealome.ledger.TestChain.STRANGER;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.hash;
import static org.sealome.ledger.TestChain.refusal;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

class DatasetRegistryTest {
  private final DatasetRegistry datasets = LEDGER.datasets();

  @Test
  void aNameIsItsCustodiansAndIsTakenOnce() {
    DatasetAnchor anchor = anchor("a", 10);
    datasets.register(CUSTODIAN, "mine", anchor, 4096, STEWARD.address());
    assertEquals(
        "AlreadyRegistered",
        refusal(() -> datasets.register(CUSTODIAN, "mine", anchor, 4096, STEWARD.address())));
    datasets.register(STRANGER, "mine", anchor, 256, STEWARD.address());
    Bytes32 id = DatasetRegistry.id(CUSTODIAN.address(), "mine");
    assertEquals(
        Optional.of(
            new DatasetRecord(id, 1, anchor, 4096, CUSTODIAN.address(), STEWARD.address(), false)),
        datasets.find(id, LEDGER.head()));
    assertEquals(Optional.empty(), datasets.find(hash("none"), LEDGER.head()));
  }

  @Test
  void versionsFollowEachOtherAndOldOnesStay() {
    Cohort cohort = cohort(10, 256);
    DatasetAnchor next = anchor("b", 12);
    assertEquals("NotCustodian", refusal(() -> datasets.nextVersion(STEWARD, cohort.id(), next)));
    BlockRef before = LEDGER.head();
    datasets.nextVersion(CUSTODIAN, cohort.id(), next);
    assertEquals(2, datasets.find(cohort.id(), LEDGER.head()).orElseThrow().version());
    assertEquals(1, datasets.find(cohort.id(), before).orElseThrow().version());
    assertEquals(next, datasets.anchor(cohort.id(), 2));
    assertEquals(10, datasets.anchor(cohort.id(), 1).patients());
    assertEquals(
        "BadAnchor", refusal(() -> datasets.nextVersion(CUSTODIAN, cohort.id(), anchor("c", 11))));
    assertEquals("BadAnchor", refusal(() -> datasets.anchor(cohort.id(), 3)));
    assertEquals(
        "BadPageSize",
        refusal(() -> datasets.register(CUSTODIAN, "odd", next, 100, STEWARD.address())));
  }

  @Test
  void aSlotsControllerIsNamedOnceByTheCustodian() {
    Cohort cohort = cohort(5, 256);
    Address other = TestChain.account(9).address();
    List<Address> same = cohort.patients().stream().map(Account::address).toList();
    datasets.enrol(CUSTODIAN, cohort.id(), 0, same);
    assertEquals(same, datasets.controllers(cohort.id(), 0, 5));
    assertEquals(Address.ZERO, datasets.controllers(cohort.id(), 4, 2).get(1));
    assertEquals(
        "AlreadyEnrolled",
        refusal(() -> datasets.enrol(CUSTODIAN, cohort.id(), 2, List.of(other))));
    assertEquals(
        "BadSlot", refusal(() -> datasets.enrol(CUSTODIAN, cohort.id(), 5, List.of(other))));
    assertEquals(
        "NotCustodian", refusal(() -> datasets.enrol(STEWARD, cohort.id(), 0, List.of(other))));
  }

  @Test
  void aFrozenDatasetIsThawedByItsCustodianAlone() {
    Cohort cohort = cohort(1, 256);
    assertEquals("NotSteward", refusal(() -> datasets.freeze(STRANGER, cohort.id(), hash("why"))));
    datasets.freeze(STEWARD, cohort.id(), hash("why"));
    assertTrue(datasets.find(cohort.id(), LEDGER.head()).orElseThrow().frozen());
    assertEquals("NotCustodian", refusal(() -> datasets.unfreeze(STEWARD, cohort.id())));
    datasets.unfreeze(CUSTODIAN, cohort.id());
    assertFalse(datasets.find(cohort.id(), LEDGER.head()).orElseThrow().frozen());
  }

  @Test
  void custodyPassesOnInTwoSteps() {
    Cohort cohort = cohort(3, 256);
    Account hospital = TestChain.account(801);
    assertEquals(
        "NotCustodian",
        refusal(() -> datasets.offerCustody(STRANGER, cohort.id(), STRANGER.address())));
    datasets.offerCustody(CUSTODIAN, cohort.id(), hospital.address());
    assertEquals("NotOffered", refusal(() -> datasets.takeCustody(STRANGER, cohort.id())));
    assertEquals(CUSTODIAN.address(), datasets.find(cohort.id(), null).orElseThrow().custodian());
    datasets.offerCustody(CUSTODIAN, cohort.id(), Address.ZERO);
    assertEquals("NotOffered", refusal(() -> datasets.takeCustody(hospital, cohort.id())));
    datasets.offerCustody(CUSTODIAN, cohort.id(), hospital.address());
    datasets.takeCustody(hospital, cohort.id());
    assertEquals(hospital.address(), datasets.find(cohort.id(), null).orElseThrow().custodian());
    assertEquals("NotOffered", refusal(() -> datasets.takeCustody(hospital, cohort.id())));
    assertEquals(
        "NotCustodian",
        refusal(() -> datasets.nextVersion(CUSTODIAN, cohort.id(), anchor("b", 3))));
    datasets.nextVersion(hospital, cohort.id(), anchor("b", 3));
    assertEquals(3, datasets.anchor(cohort.id(), 1).patients(), "old versions stay");
  }

  @Test
  void aRequestIsRoutedWhereTheCustodianSays() {
    Cohort cohort = cohort(1, 256);
    assertEquals(Optional.empty(), datasets.location(cohort.id(), LEDGER.head()));
    DatasetLocation here =
        new DatasetLocation(STRANGER.address(), URI.create("https://engine.example.org:8443/v1"));
    assertEquals("NotCustodian", refusal(() -> datasets.locate(STRANGER, cohort.id(), here)));
    datasets.locate(CUSTODIAN, cohort.id(), here);
    assertEquals(Optional.of(here), datasets.location(cohort.id(), LEDGER.head()));
    DatasetLocation tooLong =
        new DatasetLocation(STRANGER.address(), URI.create("https://e/" + "a".repeat(256)));
    assertEquals("BadLocation", refusal(() -> datasets.locate(CUSTODIAN, cohort.id(), tooLong)));
  }

  @Test
  void aDatasetsHistoryIsReadFromTheLedgerAlone() {
    Cohort cohort = cohort(3, 256);
    Account hospital = TestChain.account(802);
    DatasetLocation here = new DatasetLocation(STRANGER.address(), URI.create("https://e.org/v1"));
    BlockRef born = LEDGER.head();
    datasets.locate(CUSTODIAN, cohort.id(), here);
    datasets.locate(
        CUSTODIAN, cohort.id(), DatasetLocation.of(STRANGER.address(), "no address".getBytes()));
    datasets.offerCustody(CUSTODIAN, cohort.id(), hospital.address());
    datasets.takeCustody(hospital, cohort.id());
    datasets.nextVersion(hospital, cohort.id(), anchor("b", 4));
    datasets.erase(hospital, cohort.id(), 2);
    datasets.proveErasure(hospital, cohort.id(), 2, hash("proof"));
    datasets.freeze(STEWARD, cohort.id(), hash("why"));
    datasets.unfreeze(hospital, cohort.id());
    List<DatasetEvent> all = datasets.history(cohort.id(), LEDGER.head());
    assertEquals(
        List.of(
            "StewardNamed",
            "Versioned",
            "Located",
            "Located",
            "Offered",
            "Taken",
            "Versioned",
            "Erased",
            "ErasureProven",
            "Frozen",
            "Unfrozen"),
        all.stream().map(e -> e.getClass().getSimpleName()).toList());
    assertEquals(all.subList(0, 2), datasets.history(cohort.id(), born));
    assertEquals(here, ((DatasetEvent.Located) all.get(2)).location());
    assertEquals(
        "invalid", ((DatasetEvent.Located) all.get(3)).location().uri().getScheme(), "no URI");
    DatasetEvent.Taken taken = (DatasetEvent.Taken) all.get(5);
    assertEquals(
        List.of(CUSTODIAN.address(), hospital.address()), List.of(taken.from(), taken.to()));
    DatasetEvent.Versioned second = (DatasetEvent.Versioned) all.get(6);
    assertEquals(2, second.version());
    assertEquals(anchor("b", 4), second.anchor());
    assertEquals(2, ((DatasetEvent.Erased) all.get(7)).slot());
    assertEquals(hash("proof"), ((DatasetEvent.ErasureProven) all.get(8)).proof());
  }

  private static DatasetAnchor anchor(String manifest, int patients) {
    return new DatasetAnchor(hash(manifest), hash("root"), hash("parameters"), patients);
  }
}
