// SPDX-License-Identifier: Apache-2.0
/**
 * Symbolic rows: what a relation over encrypted genotypes is, patient by patient, before anybody
 * decrypts anything. A relation is a list of {@link org.sealome.query.algebra.Template}s;
 * conditions and columns are {@link org.sealome.query.algebra.Sym}s over public columns and
 * encrypted variables. Aggregating turns them into polynomials over planes: {@link
 * org.sealome.query.algebra.TruthCompiler} keeps SQL's three-valued logic, {@link
 * org.sealome.query.algebra.PlanBuilder} cuts the polynomials into releases that cannot wrap
 * around.
 */
package org.sealome.query.algebra;
