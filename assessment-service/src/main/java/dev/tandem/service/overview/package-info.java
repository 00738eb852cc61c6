/** What the owner sees of both sides: what waits, what was decided, which laptops come, what could not be applied. */
@NullMarked
package dev.tandem.service.overview;

import org.jspecify.annotations.NullMarked;
