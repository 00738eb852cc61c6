/** The owner takes a reviewer's verdicts back. */
@NullMarked
package dev.tandem.laptop.undo;

import org.jspecify.annotations.NullMarked;
