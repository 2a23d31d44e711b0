/** Placeholder. */
package org.sealome.zk;
