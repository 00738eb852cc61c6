/** What waits for a review, as the phone sees it. */
@NullMarked
package dev.tandem.service.queue;

import org.jspecify.annotations.NullMarked;
