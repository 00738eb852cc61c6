/** Brings this database and the server's in step. */
@NullMarked
package dev.tandem.laptop.sync;

import org.jspecify.annotations.NullMarked;
