/** Processes that start and stop well: on Ctrl-C, with their parent, and their own children. */
@NullMarked
package dev.tandem.cli.process;

import org.jspecify.annotations.NullMarked;
