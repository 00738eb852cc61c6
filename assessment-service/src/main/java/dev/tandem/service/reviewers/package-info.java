/** The verbs by which the owner pairs, lists and revokes devices, on the data folder itself. */
@NullMarked
package dev.tandem.service.reviewers;

import org.jspecify.annotations.NullMarked;
