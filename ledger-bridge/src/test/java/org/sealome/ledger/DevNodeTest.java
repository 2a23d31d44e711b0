// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevNodeTest {
  /** Starts a node, says its process id, and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      System.out.println(DevNode.start(null, DevNode.Options.INSTANT).pid());
      Thread.sleep(60_000);
    }
  }

  @Test
  void aNodeDoesNotOutliveAKilledJvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = new BufferedReader(new InputStreamReader(jvm.getInputStream()));
    ProcessHandle node = ProcessHandle.of(Long.parseLong(out.readLine().strip())).orElseThrow();
    assertTrue(node.isAlive());
    jvm.destroyForcibly().waitFor();
    node.onExit().get(20, TimeUnit.SECONDS);
    assertFalse(node.isAlive());
  }

  @Test
  void closingEndsAnAttachedNode() {
    DevNode node = DevNode.start(null, DevNode.Options.INSTANT);
    assertTrue(node.isAlive());
    node.close();
    assertFalse(node.isAlive());
  }

  @Test
  void aFoldersNodeIsOneAndItsChainOutlivesIt(@TempDir Path folder) throws Exception {
    assertFalse(DevNode.stop(folder));
    Set<Long> nodes = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<DevNode>> starters = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        starters.add(threads.submit(() -> DevNode.startDetached(folder, DevNode.Options.INSTANT)));
      }
      for (Future<DevNode> starter : starters) {
        nodes.add(starter.get().pid());
      }
    }
    try {
      assertEquals(1, nodes.size());
      DevNode node = DevNode.attach(folder).orElseThrow();
      Deployment deployment = Contracts.deploy(node.uri(), TestChain.CUSTODIAN);
      Ledger before = Ledger.connect(node.uri(), deployment, TestChain.RELAYER);
      DatasetAnchor anchor =
          new DatasetAnchor(TestChain.hash("m"), Bytes32.ZERO, TestChain.hash("p"), 3);
      before
          .datasets()
          .register(TestChain.CUSTODIAN, "kept", anchor, 256, TestChain.STEWARD.address());
      BlockRef head = before.head();
      assertTrue(DevNode.stop(folder));
      assertTrue(DevNode.attach(folder).isEmpty());

      DevNode again = DevNode.startDetached(folder, DevNode.Options.INSTANT);
      Ledger after = Ledger.connect(again.uri(), deployment, TestChain.RELAYER);
      Bytes32 id = DatasetRegistry.id(TestChain.CUSTODIAN.address(), "kept");
      assertEquals(anchor, after.datasets().find(id, after.head()).orElseThrow().anchor());
      assertEquals(head, after.block(head.number()));
    } finally {
      DevNode.stop(folder);
    }
  }

  @Test
  void blocksMayTakeTheirTime() {
    try (DevNode node = DevNode.start(null, new DevNode.Options(1))) {
      Deployment deployment = Contracts.deploy(node.uri(), TestChain.CUSTODIAN);
      Ledger ledger = Ledger.connect(node.uri(), deployment, TestChain.RELAYER);
      Mined mined =
          ledger
              .credentials()
              .attest(TestChain.CUSTODIAN, TestChain.RESEARCHER.address(), Role.RESEARCHER);
      assertEquals(mined.block(), ledger.block(mined.block().number()));
    }
  }
}
