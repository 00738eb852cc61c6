/** Notices what other programs changed in the file, and turns it into events. */
@NullMarked
package dev.tandem.stream.capture;

import org.jspecify.annotations.NullMarked;
