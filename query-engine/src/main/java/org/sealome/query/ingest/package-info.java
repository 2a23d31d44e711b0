// SPDX-License-Identifier: Apache-2.0
/**
 * From a VCF, a sample file and a panel to an encrypted dataset: reading rules, types, encryption,
 * and the steps that make a dataset visible all at once or not at all.
 */
package org.sealome.query.ingest;
