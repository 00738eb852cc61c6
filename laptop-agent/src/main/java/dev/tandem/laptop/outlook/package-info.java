/** What a sync would do, without doing it. */
@NullMarked
package dev.tandem.laptop.outlook;

import org.jspecify.annotations.NullMarked;
