/** What a person is told when a verb fails, and the code it exits with. */
@NullMarked
package dev.tandem.cli.error;

import org.jspecify.annotations.NullMarked;
