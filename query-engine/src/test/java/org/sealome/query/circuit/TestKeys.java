// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.EnumMap;
import java.util.Map;
import org.sealome.he.HeContext;
import org.sealome.he.KeySet;
import org.sealome.he.LweDecryptor;
import org.sealome.he.NativeBlockEvaluator;
import org.sealome.he.PlaneEncryptor;
import org.sealome.he.Profile;

/** Both sides of one dataset's keys, made once a profile and JVM. */
record TestKeys(
    HeContext context, PlaneEncryptor encryptor, CircuitEngine engine, LweDecryptor decryptor) {
  private static final Map<Profile, TestKeys> KEYS = new EnumMap<>(Profile.class);

  static synchronized TestKeys of(Profile profile) {
    return KEYS.computeIfAbsent(profile, TestKeys::generate);
  }

  @SuppressWarnings("resource") // they live as long as the JVM
  private static TestKeys generate(Profile profile) {
    HeContext context = HeContext.of(profile);
    KeySet keys = context.generateKeys();
    return new TestKeys(
        context,
        new PlaneEncryptor(context, keys.publicKey()),
        new CircuitEngine(
            context,
            new NativeBlockEvaluator(context, keys.publicKey(), keys.relinearisationKeys())),
        new LweDecryptor(context, keys.secretKey()));
  }
}
