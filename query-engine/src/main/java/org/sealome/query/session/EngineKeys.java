// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.nio.file.Path;
import org.sealome.he.CorruptInputException;
import org.sealome.he.HeContext;
import org.sealome.he.NativeBlockEvaluator;
import org.sealome.he.PublicKey;
import org.sealome.he.RelinearisationKeys;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.circuit.CircuitEngine;
import org.sealome.query.steward.PublicMaterial;
import org.sealome.zk.plan.Plan;

/** The engine's keys for one dataset, none of them secret, and what computes with them. */
final class EngineKeys implements AutoCloseable {
  private final PublicKey publicKey;
  private final RelinearisationKeys relinearisationKeys;
  private final NativeBlockEvaluator evaluator;
  private final CircuitEngine circuits;

  private EngineKeys(
      PublicKey publicKey,
      RelinearisationKeys relinearisationKeys,
      NativeBlockEvaluator evaluator,
      CircuitEngine circuits) {
    this.publicKey = publicKey;
    this.relinearisationKeys = relinearisationKeys;
    this.evaluator = evaluator;
    this.circuits = circuits;
  }

  static EngineKeys load(Path home, String dataset, HeContext context) {
    PublicMaterial material = PublicMaterial.ofEngine(home, dataset, context.profile());
    try (Unwinding opened = new Unwinding()) {
      PublicKey publicKey = opened.add(context.loadPublicKey(material.publicKey()));
      RelinearisationKeys relinearisation =
          opened.add(context.loadRelinearisationKeys(material.relinearisationKeys()));
      NativeBlockEvaluator evaluator =
          opened.add(new NativeBlockEvaluator(context, publicKey, relinearisation));
      opened.keep();
      return new EngineKeys(
          publicKey, relinearisation, evaluator, new CircuitEngine(context, evaluator));
    } catch (CorruptInputException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the engine's keys of dataset " + dataset + " are damaged: " + e.getMessage(),
          "have the steward hand them over again",
          e);
    }
  }

  CircuitEngine circuits() {
    return circuits;
  }

  /** Makes the zeros that the plan's products will take. */
  void prepare(Plan plan) {
    long products = plan.releases().stream().filter(r -> r.degree() > 1).count();
    if (products > 0) {
      evaluator.prepareZeros(
          (int) Math.min(products, QuerySession.ZEROS_AHEAD), circuits.threads());
    }
  }

  @Override
  public void close() {
    evaluator.close();
    relinearisationKeys.close();
    publicKey.close();
  }
}
