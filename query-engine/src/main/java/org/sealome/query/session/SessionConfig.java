// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.nio.file.Path;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.query.consent.HeadFreshness;

/**
 * Where a session's parts are.
 *
 * @param home SEALOME_HOME
 * @param datasetId the dataset's id on the ledger
 * @param engineLedger the engine's connection; relays the requester's log entries
 * @param stewardLedger the steward's own connection
 * @param freshness how old the ledger's head may be
 */
public record SessionConfig(
    Path home,
    Bytes32 datasetId,
    Ledger engineLedger,
    Ledger stewardLedger,
    HeadFreshness freshness) {}
