// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.query.consent.ConsentMask;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;

/**
 * What the steward does with samples, without its refusals: decrypts, finds the integer, adds up
 * the blocks; checks on the way that each sample that is due comes exactly once, and no other.
 */
final class Decryption {
  static final byte[] QUERY = new byte[32];

  private Decryption() {}

  static ConsentMask consent(EncryptedCohort cohort, BitSet slots) {
    int page = cohort.profile().slots();
    List<byte[]> pages = new ArrayList<>();
    for (int block = 0; block < cohort.blocks(); block++) {
      byte[] bits = slots.get(block * page, (block + 1) * page).toByteArray();
      pages.add(Arrays.copyOf(bits, page / Byte.SIZE));
    }
    return ConsentMask.of(pages, cohort.patients(), page, new BlockRef(1, Bytes32.ZERO, 0));
  }

  static long[] answers(CompiledPlan compiled, PlainCohort cohort, BitSet consent) {
    Plan plan = compiled.plan();
    TestKeys keys = TestKeys.of(cohort.profile());
    ConsentMask mask = consent(cohort, consent);
    ConsentedPopulations populations =
        ConsentedPopulations.of(plan.populations(), mask.pages(), cohort.profile().slots());
    boolean[][] came = new boolean[cohort.blocks()][plan.releases().size()];
    long[] sums = new long[plan.releases().size()];
    compiled.evaluate(
        keys.engine(),
        mask,
        QUERY,
        batch -> {
          assertArrayEquals(QUERY, batch.queryHash());
          long[] residues = keys.decryptor().sums(batch.samples());
          assertEquals(batch.releases().length, residues.length);
          for (int i = 0; i < residues.length; i++) {
            int index = batch.releases()[i];
            Polynomial release = plan.releases().get(index);
            assertTrue(populations.contributes(release, batch.block()));
            assertTrue(!came[batch.block()][index]);
            came[batch.block()][index] = true;
            sums[index] +=
                ReleaseRange.of(release, p -> populations.size(p, batch.block()))
                    .integer(residues[i])
                    .orElseThrow();
          }
        });
    for (int block = 0; block < came.length; block++) {
      for (int i = 0; i < sums.length; i++) {
        assertEquals(populations.contributes(plan.releases().get(i), block), came[block][i]);
      }
    }
    return sums;
  }
}
