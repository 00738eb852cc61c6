/** What each of Tandem's topics holds, and for how long. */
@NullMarked
package dev.tandem.inspector.topics;

import org.jspecify.annotations.NullMarked;
