// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a node is reached.
 *
 * @param node its JSON-RPC address, http or https
 * @param heads its WebSocket address, ws or wss, by which it tells of new blocks; null: it is asked
 * @param authority a PEM file of certificates to trust instead of the JDK's; null: the JDK's
 * @param token a file with a bearer token (a JWT), read anew for every request, so that it may be
 *     renewed; null: none
 * @param finality when a block is final; null: found out from the node
 * @param index a folder that keeps the contracts' events between runs; null: in memory
 * @param timeout for one answer
 */
public record Endpoint(
    URI node,
    URI heads,
    Path authority,
    Path token,
    Finality finality,
    Path index,
    Duration timeout) {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  /**
   * @throws IllegalArgumentException for another scheme, or where a token would travel in clear
   */
  public Endpoint {
    if (!"http".equals(node.getScheme()) && !"https".equals(node.getScheme())) {
      throw new IllegalArgumentException("not an http(s) address: " + node);
    }
    if (heads != null && !"ws".equals(heads.getScheme()) && !"wss".equals(heads.getScheme())) {
      throw new IllegalArgumentException("not a ws(s) address: " + heads);
    }
    if (token != null && (inClear(node, "http") || heads != null && inClear(heads, "ws"))) {
      throw new IllegalArgumentException("a token needs https: " + node + " would show it");
    }
  }

  public static Endpoint of(URI node) {
    return new Endpoint(node, null, null, null, null, null, ANSWERS_WITHIN);
  }

  public Endpoint withHeads(URI address) {
    return new Endpoint(node, address, authority, token, finality, index, timeout);
  }

  public Endpoint withAuthority(Path pem) {
    return new Endpoint(node, heads, pem, token, finality, index, timeout);
  }

  public Endpoint withToken(Path file) {
    return new Endpoint(node, heads, authority, file, finality, index, timeout);
  }

  public Endpoint withFinality(Finality rule) {
    return new Endpoint(node, heads, authority, token, rule, index, timeout);
  }

  public Endpoint withIndex(Path folder) {
    return new Endpoint(node, heads, authority, token, finality, folder, timeout);
  }

  public Endpoint withTimeout(Duration limit) {
    return new Endpoint(node, heads, authority, token, finality, index, limit);
  }

  private static boolean inClear(URI address, String scheme) {
    String host = address.getHost();
    boolean here = "localhost".equals(host) || "[::1]".equals(host) || host.startsWith("127.");
    return scheme.equals(address.getScheme()) && !here;
  }
}
