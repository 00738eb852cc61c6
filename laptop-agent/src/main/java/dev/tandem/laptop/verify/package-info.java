/** Compares this database with the server's, row by row where they differ, and mends it. */
@NullMarked
package dev.tandem.laptop.verify;

import org.jspecify.annotations.NullMarked;
