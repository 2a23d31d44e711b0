// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;

/**
 * Where a dataset's ciphertexts lie.
 *
 * @param engine the account of the engine that holds them
 * @param uri where it is reached
 */
public record DatasetLocation(Address engine, URI uri) {}
