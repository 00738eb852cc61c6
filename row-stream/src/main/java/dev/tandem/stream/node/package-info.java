/** Who this database is: its id, its role, and Tandem's own tables in the file. */
@NullMarked
package dev.tandem.stream.node;

import org.jspecify.annotations.NullMarked;
