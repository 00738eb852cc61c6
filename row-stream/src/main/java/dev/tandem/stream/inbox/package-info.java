/** Events on their way in: records and offsets in one transaction. */
@NullMarked
package dev.tandem.stream.inbox;

import org.jspecify.annotations.NullMarked;
