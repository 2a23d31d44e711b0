// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** Evaluates on this machine: one native call a block. Thread-safe. */
public final class NativeBlockEvaluator implements BlockEvaluator, AutoCloseable {
  private final Profile profile;
  private final NativeHandle pool;
  private final RelinearisationKeys relinearisationKeys;

  /**
   * An evaluator with these keys, which it does not close.
   *
   * @param publicKey for the encryptions of zero that re-randomisation takes
   * @param relinearisationKeys null where no circuit relinearises
   * @throws ParametersException where keys and context differ in their profile
   */
  public NativeBlockEvaluator(
      HeContext context, PublicKey publicKey, RelinearisationKeys relinearisationKeys) {
    context.requireSame(publicKey.profile(), "public key");
    if (relinearisationKeys != null) {
      context.requireSame(relinearisationKeys.profile(), "set of relinearisation keys");
    }
    this.profile = context.profile();
    this.relinearisationKeys = relinearisationKeys;
    // The native pool refers to the native key: it holds on to it until it is freed itself.
    NativeHandle key = publicKey.handle();
    long address = key.acquire();
    boolean made = false;
    try {
      pool =
          new NativeHandle(
              this,
              "evaluator",
              Native.poolCreate(address),
              p -> {
                Native.poolFree(p);
                key.release();
              });
      made = true;
    } finally {
      if (!made) {
        key.release();
      }
      Reference.reachabilityFence(publicKey);
    }
  }

  /**
   * Fills the pool of encryptions of zero, which re-randomised releases take from, one each. Worth
   * calling in idle time; what the pool lacks is made when it is needed.
   *
   * @param zeros how many the pool should hold, each {@link Profile#planeBytes()} / 2 bytes
   * @param threads how many threads to use, at least 1
   */
  public void prepareZeros(int zeros, int threads) {
    long address = pool.acquire();
    try {
      Native.poolFill(address, zeros, threads);
    } finally {
      pool.release();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void evaluate(
      Circuit circuit,
      List<MemorySegment> planes,
      List<Mask> masks,
      SampleBuffer out,
      int threads) {
    evaluate(circuit, planes, masks, out, threads, Evaluation.FULL);
  }

  /** As the public method, leaving out what a test wants left out. */
  void evaluate(
      Circuit circuit,
      List<MemorySegment> planes,
      List<Mask> masks,
      SampleBuffer out,
      int threads,
      Evaluation evaluation) {
    requireProfile(circuit.profile(), "circuit");
    requireProfile(out.profile(), "sample buffer");
    if (planes.size() < circuit.planes() || masks.size() < circuit.masks()) {
      throw new IllegalArgumentException(
          "the circuit names %d planes and %d masks, %d and %d were given"
              .formatted(circuit.planes(), circuit.masks(), planes.size(), masks.size()));
    }
    if (circuit.relinearises() && relinearisationKeys == null) {
      throw new IllegalArgumentException(
          "the circuit relinearises, and the evaluator has no keys for it");
    }
    long[] addresses = new long[circuit.planes()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] =
          Segments.address(planes.get(i), profile.planeBytes(), Long.BYTES, false, "a plane");
    }
    List<NativeHandle> held = new ArrayList<>(circuit.masks() + 2);
    try {
      long[] maskAddresses = new long[circuit.masks()];
      for (int i = 0; i < maskAddresses.length; i++) {
        Mask mask = masks.get(i);
        requireProfile(mask.profile(), "mask");
        maskAddresses[i] = acquire(mask.handle(), held);
      }
      long relin = circuit.relinearises() ? acquire(relinearisationKeys.handle(), held) : 0;
      long poolAddress = acquire(pool, held);
      out.replace(
          circuit.releaseDegrees(),
          (address, bytes) ->
              Native.evaluate(
                  poolAddress,
                  relin,
                  circuit.program(),
                  addresses,
                  maskAddresses,
                  address,
                  bytes,
                  threads,
                  evaluation != Evaluation.NOT_HIDDEN,
                  evaluation != Evaluation.UNFLOODED));
    } finally {
      held.forEach(NativeHandle::release);
      Reference.reachabilityFence(planes);
      Reference.reachabilityFence(masks);
      Reference.reachabilityFence(this);
    }
  }

  private static long acquire(NativeHandle handle, List<NativeHandle> held) {
    long address = handle.acquire();
    held.add(handle);
    return address;
  }

  private void requireProfile(Profile other, String name) {
    if (other != profile) {
      throw new ParametersException(
          "the " + name + " is of profile " + other + ", the evaluator of " + profile);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
