/** Answers what this server has seen of a product. */
@NullMarked
package dev.tandem.service.history;

import org.jspecify.annotations.NullMarked;
