// SPDX-License-Identifier: Apache-2.0
/**
 * What an encrypted dataset consists of and where it lies: the signed manifest, the columns that
 * SQL sees, the public metadata. Opening a dataset needs no key and checks everything but the
 * ciphertexts themselves, which {@code store} checks on first touch.
 */
package org.sealome.query.catalog;
