/** Copies of the whole file, and prior images of a row: shows them, and puts them back. */
@NullMarked
package dev.tandem.laptop.backups;

import org.jspecify.annotations.NullMarked;
