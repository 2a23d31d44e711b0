// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Circuit;
import org.sealome.he.HeContext;
import org.sealome.he.KeySet;
import org.sealome.he.LweDecryptor;
import org.sealome.he.Mask;
import org.sealome.he.NativeBlockEvaluator;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.store.Sha256;

/** What the steward can read of an ingested dataset is what the same files hold in the clear. */
class EncryptedIngestTest {
  @TempDir Path folder;

  private IngestRequest request(String name, int patients) throws Exception {
    Random random = new Random(5);
    List<String> names = new ArrayList<>();
    StringBuilder samples = new StringBuilder("sample_id\tstatus\tage\n");
    for (int i = 0; i < patients; i++) {
      names.add("P" + i);
      samples.append("P" + i + "\t" + (i % 3 == 0 ? "case" : "control") + "\t" + i % 90 + "\n");
    }
    String[] rows = new String[12];
    for (int r = 0; r < rows.length; r++) {
      StringBuilder row = new StringBuilder(r % 3 == 0 ? "X " : "1 ");
      row.append(100 + r).append(" . A G,T . . . GT");
      for (int i = 0; i < patients; i++) {
        row.append(' ').append(random.nextInt(20) == 0 ? "." : "" + random.nextInt(3));
        if (r % 3 != 0 || i % 2 == 0) {
          row.append('/').append(random.nextInt(3));
        }
      }
      rows[r] = row.toString();
    }
    return IngestRequest.of(
            folder.resolve(name), name, List.of(ClearCohort.vcf(folder, names, rows)))
        .withSamples(
            Files.writeString(folder.resolve("samples.tsv"), samples),
            List.of(),
            List.of("status", "age"));
  }

  @Test
  void everyPlaneDecryptsToItsSums() throws Exception {
    int patients = Profile.SMALL.slots() + 100; // two blocks
    try (HeContext context = HeContext.of(Profile.SMALL);
        KeySet keys = context.generateKeys();
        ClearCohort clear = ClearCohort.ingest(request("clear", patients), 4096)) {
      IngestReport report =
          Ingest.run(
              request("secret", patients),
              ClearCohort.IDENTITY,
              context,
              keys.publicKey(),
              DatasetAnchor.NONE,
              ProgressListener.NONE);
      assertEquals(clear.report.planes(), report.planes());
      try (Dataset secret = Dataset.open(folder.resolve("secret"), "secret");
          NativeBlockEvaluator evaluator =
              new NativeBlockEvaluator(context, keys.publicKey(), keys.relinearisationKeys());
          LweDecryptor decryptor = new LweDecryptor(context, keys.secretKey())) {
        secret.verify(ProgressListener.NONE);
        assertEquals(Sha256Hex.of(keys.publicKey().toBytes()), secret.manifest().publicKeyHash());
        List<String> planes = new ArrayList<>(List.of("status=case", "age/VALUE", "age/BIT6"));
        for (String id : clear.variantIds()) {
          planes.add(PlaneId.het(id));
          planes.add(PlaneId.hom(id));
          if (secret.planes().contains(PlaneId.missing(id))) {
            planes.add(PlaneId.missing(id));
          }
          if (secret.planes().contains(PlaneId.haploid(id))) {
            planes.add(PlaneId.haploid(id));
          }
        }
        for (int block = 0; block < 2; block++) {
          compare(clear, secret, planes, block, context, evaluator, decryptor);
        }
      }
    }
  }

  private static void compare(
      ClearCohort clear,
      Dataset secret,
      List<String> planes,
      int block,
      HeContext context,
      NativeBlockEvaluator evaluator,
      LweDecryptor decryptor) {
    int slots = Profile.SMALL.slots();
    BitSet chosen = new BitSet();
    Random random = new Random(block);
    for (int i = 0; i < slots; i++) {
      chosen.set(i, random.nextInt(3) > 0);
    }
    Circuit.Builder builder = Circuit.builder(Profile.SMALL);
    List<MemorySegment> ciphertexts = new ArrayList<>();
    long[] wanted = new long[planes.size()];
    for (int p = 0; p < planes.size(); p++) {
      builder.release(builder.mulPlain(builder.load(p), 0));
      ciphertexts.add(secret.planes().plane(planes.get(p), block));
      for (int slot = block * slots;
          slot < Math.min((block + 1) * slots, secret.patients());
          slot++) {
        if (chosen.get(slot % slots)) {
          wanted[p] += clear.value(planes.get(p), slot);
        }
      }
      wanted[p] %= Profile.PLAIN_MODULUS;
    }
    long[] bits = java.util.Arrays.copyOf(chosen.toLongArray(), slots / Long.SIZE);
    try (SampleBuffer samples = new SampleBuffer(Profile.SMALL);
        Mask mask = Mask.of(context, bits)) {
      evaluator.evaluate(builder.build(), ciphertexts, List.of(mask), samples, 2);
      assertArrayEquals(wanted, decryptor.sums(samples));
    }
  }

  /** As the manifest writes digests. */
  private static final class Sha256Hex {
    static String of(byte[] bytes) {
      return java.util.HexFormat.of().formatHex(Sha256.of(bytes));
    }
  }
}
