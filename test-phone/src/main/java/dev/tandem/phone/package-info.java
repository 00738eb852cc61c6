/** A reviewer's phone for tests: a real Chromium, and the wire by which it reaches the service. */
@NullMarked
package dev.tandem.phone;

import org.jspecify.annotations.NullMarked;
