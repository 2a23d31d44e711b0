// SPDX-License-Identifier: Apache-2.0
/**
 * The life of a query: plan, consent, log, evaluate, release, close. Every part may refuse, and
 * then nothing is answered.
 */
package org.sealome.query.session;
