/** The conflict inbox: two people decided differently about a product, neither knowing of the other. */
@NullMarked
package dev.tandem.stream.conflict;

import org.jspecify.annotations.NullMarked;
