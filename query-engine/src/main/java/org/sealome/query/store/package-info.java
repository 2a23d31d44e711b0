// SPDX-License-Identifier: Apache-2.0
/**
 * Ciphertext planes on disk: immutable, of one size, in flat segment files that are mapped
 * read-only, each with its SHA-256 in an index whose own digest the signed manifest holds.
 */
package org.sealome.query.store;
