// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: one class a command, what they share beside them.
 *
 * <p>Contract with whoever calls it from a script: standard output holds the answer and nothing
 * else, and is empty where the exit code is not zero (a file of statements answers line by line and
 * is the exception); progress and failures go to standard error; exit codes are those of {@link
 * org.sealome.query.ErrorCode}, 0 for answered.
 */
package org.sealome.query.cli;
