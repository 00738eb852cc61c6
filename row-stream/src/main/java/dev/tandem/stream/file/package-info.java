/** The user's SQLite file: opening it, transactions, the shape of its tables, and errors in plain words. */
@NullMarked
package dev.tandem.stream.file;

import org.jspecify.annotations.NullMarked;
