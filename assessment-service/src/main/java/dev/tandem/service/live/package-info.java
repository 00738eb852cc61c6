/** What changes in the queue while somebody looks at it is told to the pages that are open. */
@NullMarked
package dev.tandem.service.live;

import org.jspecify.annotations.NullMarked;
