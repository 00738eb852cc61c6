/** What this node has seen of a product: who said what, when, and what came of it. */
@NullMarked
package dev.tandem.laptop.history;

import org.jspecify.annotations.NullMarked;
