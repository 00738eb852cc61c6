/** The processes, their files and their network, and what can be done to them. */
@NullMarked
package dev.tandem.torture.site;

import org.jspecify.annotations.NullMarked;
