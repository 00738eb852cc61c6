/** Topics, clients and CloudEvents headers. */
@NullMarked
package dev.tandem.stream.kafka;

import org.jspecify.annotations.NullMarked;
