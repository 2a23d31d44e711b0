/** Placeholder. */
package org.sealome.query;
