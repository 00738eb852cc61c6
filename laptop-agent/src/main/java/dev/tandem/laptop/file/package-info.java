/** The laptop's database, as the verbs find it. */
@NullMarked
package dev.tandem.laptop.file;

import org.jspecify.annotations.NullMarked;
