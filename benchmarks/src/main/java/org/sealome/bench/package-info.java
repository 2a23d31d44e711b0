/** Placeholder. */
package org.sealome.bench;
