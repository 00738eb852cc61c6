/** The verbs by which the owner lets laptops compare themselves with the server, on the data folder itself. */
@NullMarked
package dev.tandem.service.nodes;

import org.jspecify.annotations.NullMarked;
