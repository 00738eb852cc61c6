/** SQLite as Micronaut Data needs it. */
@NullMarked
package dev.tandem.service.sqlite;

import org.jspecify.annotations.NullMarked;
