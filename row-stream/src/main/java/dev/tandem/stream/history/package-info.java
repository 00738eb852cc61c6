/** Tells what this node has seen of a product: each version, who gave it, and why it won or lost. */
@NullMarked
package dev.tandem.stream.history;

import org.jspecify.annotations.NullMarked;
