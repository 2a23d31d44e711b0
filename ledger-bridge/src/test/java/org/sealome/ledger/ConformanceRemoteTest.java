// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Against an operator's own node: {@code mvn -pl ledger-bridge verify -Dsealome.rpc=URL}. It
 * deploys contracts of its own and touches nothing else.
 *
 * <pre>
 * -Dsealome.rpc.key=FILE       an account's key; without one a new account where gas is free, else
 *                              one of those that Besu's documentation publishes
 * -Dsealome.rpc.ws=URL         for a subscription to new blocks
 * -Dsealome.rpc.ca=FILE        PEM certificates to trust
 * -Dsealome.rpc.token=FILE     a bearer token
 * -Dsealome.rpc.finality=RULE  mined, finalized, or a number of confirmations
 * </pre>
 */
@EnabledIfSystemProperty(named = "sealome.rpc", matches = ".+")
class ConformanceRemoteTest extends Conformance {
  @Override
  Endpoint endpoint() {
    Endpoint endpoint = Endpoint.of(URI.create(System.getProperty("sealome.rpc")));
    String heads = System.getProperty("sealome.rpc.ws");
    String authority = System.getProperty("sealome.rpc.ca");
    String token = System.getProperty("sealome.rpc.token");
    String finality = System.getProperty("sealome.rpc.finality");
    endpoint = heads == null ? endpoint : endpoint.withHeads(URI.create(heads));
    endpoint = authority == null ? endpoint : endpoint.withAuthority(Path.of(authority));
    endpoint = token == null ? endpoint : endpoint.withToken(Path.of(token));
    return finality == null ? endpoint : endpoint.withFinality(Finality.parse(finality));
  }

  @Override
  Account sender() {
    String key = System.getProperty("sealome.rpc.key");
    return key == null || key.isBlank() ? Sender.on(endpoint()) : Account.loadFrom(Path.of(key));
  }
}
