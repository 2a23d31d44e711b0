// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.Locale;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ScopeSecret;

/** Purposes of use as people write them, after GA4GH's Data Use Ontology. */
final class Purposes {
  /** For the help texts. */
  static final String HELP =
      "GRU (general research), HMB (health, medical, biomedical), DS:CODE (one disease, e.g."
          + " DS:MONDO_0005148), POA (population origins, ancestry), CC (clinical care, for"
          + " clinicians)";

  private Purposes() {}

  /**
   * @param secret of the dataset: disease codes stand on the ledger hashed under it
   * @throws SealomeException {@code USAGE} where it is none
   */
  static Purpose parse(String text, ScopeSecret secret) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.startsWith("DS:") && upper.length() > 3) {
      return Purpose.disease(secret.disease(upper.substring(3)));
    }
    return switch (upper) {
      case "GRU" -> Purpose.GRU;
      case "HMB" -> Purpose.HMB;
      case "POA" -> Purpose.POA;
      case "CC" -> Purpose.CC;
      default ->
          throw new SealomeException(
              ErrorCode.USAGE, "'" + text + "' is no purpose of use.", "There are " + HELP + ".");
    };
  }
}
