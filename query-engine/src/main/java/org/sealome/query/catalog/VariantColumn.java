// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import org.sealome.zk.plan.SqlType;

/** A column of {@code variants}: public, INTEGER or VARCHAR. */
public record VariantColumn(String name, SqlType type) {}
