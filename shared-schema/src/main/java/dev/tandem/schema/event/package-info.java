/** The events of the streams, one record each, and their JSON. */
@NullMarked
package dev.tandem.schema.event;

import org.jspecify.annotations.NullMarked;
