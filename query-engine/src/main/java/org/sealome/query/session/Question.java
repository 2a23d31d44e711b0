// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.ledger.Account;
import org.sealome.ledger.Purpose;
import org.sealome.query.circuit.CompiledPlan;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;

/** A planned and compiled statement, and who asks it under which purpose. */
record Question(
    Plan plan,
    byte[] planBytes,
    CompiledPlan compiled,
    Provability provability,
    Purpose purpose,
    Account requester) {}
