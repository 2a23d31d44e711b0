// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what a patient recognises, in the log, the questions about her alone: a MAC of the query's
 * hash under a key that was drawn at her enrolment, and that only she and the steward hold. To
 * everybody else two tags of one patient are as different as those of two.
 */
public final class SubjectTag {
  private static final byte[] DOMAIN = "sealome/subject/v1/".getBytes(StandardCharsets.US_ASCII);

  private SubjectTag() {}

  /**
   * The tag for one question.
   *
   * @param key the patient's, at least 16 bytes
   * @return never {@link Bytes32#ZERO}, which means a cohort's question
   */
  public static Bytes32 of(byte[] key, Bytes32 queryHash) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(DOMAIN);
      return Bytes32.of(mac.doFinal(queryHash.toBytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
