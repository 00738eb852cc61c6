/** Seals: who wrote a change, for a server that lets nobody write in another node's name. */
@NullMarked
package dev.tandem.stream.seal;

import org.jspecify.annotations.NullMarked;
