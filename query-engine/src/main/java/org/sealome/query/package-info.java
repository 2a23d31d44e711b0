// SPDX-License-Identifier: Apache-2.0
/** SQL over encrypted genomes. Errors that reach people are typed by {@link ErrorCode}. */
package org.sealome.query;
