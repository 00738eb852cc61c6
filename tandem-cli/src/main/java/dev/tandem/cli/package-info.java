/** Runs a verb: its options, its exit code, and the one place where exceptions become messages. */
@NullMarked
package dev.tandem.cli;

import org.jspecify.annotations.NullMarked;
