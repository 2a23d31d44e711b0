// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import org.sealome.he.Circuit;

/**
 * Each operation of a circuit, followed by the release without which it would not run. The cost of
 * the operation itself is what it takes more than {@link #LOAD}.
 */
public enum Operation {
  LOAD(1) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.load(plane);
    }
  },
  ADD(2) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.add(circuit.load(plane), circuit.load(plane + 1));
    }
  },
  SUB(2) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.sub(circuit.load(plane), circuit.load(plane + 1));
    }
  },
  SCALE(1) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.scale(circuit.load(plane), 2);
    }
  },
  ADD_PLAIN(1) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.addPlain(circuit.load(plane), 1);
    }
  },
  LINEAR_OF_4(4) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.linear(
          new int[] {plane, plane + 1, plane + 2, plane + 3}, new long[] {1, 2, -1, 3}, 0);
    }
  },
  MUL_PLAIN(1) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.mulPlain(circuit.load(plane), 0);
    }
  },
  MUL_PLAIN_LINEAR_OF_4(4) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.mulPlain(LINEAR_OF_4.node(circuit, plane), 0);
    }
  },
  MUL(2) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.rerandomise(product(circuit, plane));
    }
  },
  MUL_RELIN(2) {
    @Override
    int node(Circuit.Builder circuit, int plane) {
      return circuit.rerandomise(circuit.relin(product(circuit, plane)));
    }
  };

  private final int planes;

  Operation(int planes) {
    this.planes = planes;
  }

  /** The node to release, over planes from {@code plane} on. */
  abstract int node(Circuit.Builder circuit, int plane);

  private static int product(Circuit.Builder circuit, int plane) {
    return circuit.mul(circuit.load(plane), circuit.load(plane + 1));
  }

  /** Circuit with this many releases, over different planes. */
  Circuit circuit(EncryptedBlock block, int releases) {
    Circuit.Builder circuit = Circuit.builder(block.profile);
    for (int i = 0; i < releases; i++) {
      circuit.release(node(circuit, i * planes));
    }
    return circuit.build();
  }

  /** Zeros that a release takes. */
  int zeros() {
    return this == MUL || this == MUL_RELIN ? 1 : 0;
  }
}
