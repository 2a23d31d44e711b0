// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.Locale;
import java.util.Map;
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

  /** The ontology's identifiers of those that are plain codes here. */
  private static final Map<String, String> IDENTIFIERS =
      Map.of(
          "DUO:0000042", "GRU",
          "DUO:0000006", "HMB",
          "DUO:0000011", "POA",
          "DUO:0000043", "CC");

  private Purposes() {}

  /**
   * @param text a code, or the ontology's identifier of one (DUO:0000042)
   * @param secret of the dataset: disease codes stand on the ledger hashed under it
   * @throws SealomeException {@code USAGE} where it is none
   */
  static Purpose parse(String text, ScopeSecret secret) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.startsWith("DS:") && upper.length() > 3) {
      // The ontologies write MONDO:0005148, their files MONDO_0005148: it is one disease.
      return Purpose.disease(secret.disease(upper.substring(3).replace(':', '_')));
    }
    return switch (IDENTIFIERS.getOrDefault(upper.replace('_', ':'), upper)) {
      case "GRU" -> Purpose.GRU;
      case "HMB" -> Purpose.HMB;
      case "POA" -> Purpose.POA;
      case "CC" -> Purpose.CC;
      default ->
          throw new SealomeException(
              ErrorCode.USAGE,
              "'" + text + "' is no purpose of use.",
              upper.equals("NRES") || upper.replace('_', ':').equals("DUO:0000004")
                  ? "No restriction (NRES) is a consent to GRU and, for care, another to CC."
                  : "There are " + HELP + ".");
    };
  }
}
