/** The way of each event through the logs of all processes, under its id. */
@NullMarked
package dev.tandem.stream.trail;

import org.jspecify.annotations.NullMarked;
