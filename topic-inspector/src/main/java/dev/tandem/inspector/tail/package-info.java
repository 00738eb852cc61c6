/** What stands in a topic, record by record. */
@NullMarked
package dev.tandem.inspector.tail;

import org.jspecify.annotations.NullMarked;
