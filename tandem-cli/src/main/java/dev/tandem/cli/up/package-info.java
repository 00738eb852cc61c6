/** Both sides of a server in the foreground: the broker and the service as child processes. */
@NullMarked
package dev.tandem.cli.up;

import org.jspecify.annotations.NullMarked;
