/** Events that could not be applied: listed, shown, applied after all, or set aside for good. */
@NullMarked
package dev.tandem.inspector.letters;

import org.jspecify.annotations.NullMarked;
