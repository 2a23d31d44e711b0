/** Placeholder. */
package org.sealome.he;
