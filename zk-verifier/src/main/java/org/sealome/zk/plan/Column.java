// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/** A column of an answer. */
public record Column(String name, SqlType type) {}
