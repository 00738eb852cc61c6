/** How far each node is behind the topics that it reads. */
@NullMarked
package dev.tandem.inspector.lag;

import org.jspecify.annotations.NullMarked;
