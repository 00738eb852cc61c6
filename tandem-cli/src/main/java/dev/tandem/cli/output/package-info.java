/** What a verb shows: one JSON object for programs, tables and progress for people. */
@NullMarked
package dev.tandem.cli.output;

import org.jspecify.annotations.NullMarked;
