/** Records of a topic, read forwards in the order of time or backwards from the end, in bounded memory. */
@NullMarked
package dev.tandem.inspector.reading;

import org.jspecify.annotations.NullMarked;
