/** Pictures of products are fetched from the shops once, kept in a bounded cache, and given to phones. */
@NullMarked
package dev.tandem.service.picture;

import org.jspecify.annotations.NullMarked;
