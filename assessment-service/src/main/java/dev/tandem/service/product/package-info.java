/** What is known of one product. */
@NullMarked
package dev.tandem.service.product;

import org.jspecify.annotations.NullMarked;
