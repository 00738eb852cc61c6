/** The verbs by which the owner opens their own page, on the data folder itself. */
@NullMarked
package dev.tandem.service.owner;

import org.jspecify.annotations.NullMarked;
