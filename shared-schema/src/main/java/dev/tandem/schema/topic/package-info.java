/** The topics, their keys and how long they keep. */
@NullMarked
package dev.tandem.schema.topic;

import org.jspecify.annotations.NullMarked;
