// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.file.Path;

/**
 * Where the contracts are, and what they must be.
 *
 * @param chainId the chain's id
 * @param block the block of the deployment: no event is older
 * @param datasets the DatasetRegistry
 * @param consents the ConsentRegistry
 * @param queryLog the QueryLog
 * @param credentials the Credentials
 */
public record Deployment(
    long chainId,
    long block,
    Contract datasets,
    Contract consents,
    Contract queryLog,
    Contract credentials) {
  /**
   * One contract.
   *
   * @param address where it is
   * @param codeHash keccak256 of its runtime code
   */
  public record Contract(Address address, Bytes32 codeHash) {}

  /** As JSON, readable by {@link #read}. The file is replaced in one step. */
  public void write(Path file) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws java.io.UncheckedIOException where there is no such file
   * @throws IllegalArgumentException where it is not a deployment
   */
  public static Deployment read(Path file) {
    throw new UnsupportedOperationException();
  }
}
