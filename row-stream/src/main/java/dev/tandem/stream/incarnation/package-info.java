/** A file that is an old copy or has a twin is noticed before it publishes, and goes on as a new node. */
@NullMarked
package dev.tandem.stream.incarnation;

import org.jspecify.annotations.NullMarked;
