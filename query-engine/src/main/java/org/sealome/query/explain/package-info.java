// SPDX-License-Identifier: Apache-2.0
/**
 * What a statement would do, before it is asked: its circuits as a graph, what they cost on this
 * machine by measured kernels, and who learns what from it. Nothing here reads a plane of a
 * dataset, and nothing is logged.
 */
package org.sealome.query.explain;
