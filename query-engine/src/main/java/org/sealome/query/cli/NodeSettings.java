// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Finality;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * What the environment says of the ledger's node besides its address:
 *
 * <pre>
 * SEALOME_RPC_WS        its WebSocket address, by which it tells of new blocks
 * SEALOME_RPC_CA        a PEM file of certificates to trust
 * SEALOME_RPC_TOKEN     a file with a bearer token (JWT)
 * SEALOME_RPC_FINALITY  mined, finalized, or a number of confirmations; found out otherwise
 * </pre>
 */
record NodeSettings(Map<String, String> environment) {
  /**
   * @param index where the contracts' events are kept; null: nowhere
   * @throws SealomeException {@code USAGE} where a setting is none
   */
  Endpoint endpoint(URI node, Path index) {
    Endpoint endpoint = Endpoint.of(node).withIndex(index);
    endpoint = with(endpoint, "SEALOME_RPC_WS", (e, value) -> e.withHeads(URI.create(value)));
    endpoint = with(endpoint, "SEALOME_RPC_CA", (e, value) -> e.withAuthority(Path.of(value)));
    endpoint = with(endpoint, "SEALOME_RPC_TOKEN", (e, value) -> e.withToken(Path.of(value)));
    return with(
        endpoint, "SEALOME_RPC_FINALITY", (e, value) -> e.withFinality(Finality.parse(value)));
  }

  private Endpoint with(
      Endpoint endpoint, String name, BiFunction<Endpoint, String, Endpoint> set) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return endpoint;
    }
    try {
      return set.apply(endpoint, value.strip());
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE, name + " is '" + value + "': " + e.getMessage() + ".", null, e);
    }
  }
}
