// SPDX-License-Identifier: Apache-2.0
/** The verifier's command line. */
package org.sealome.zk.cli;
