/** When something happened and which of two happenings wins: timestamps, versions, event ids. */
@NullMarked
package dev.tandem.schema.version;

import org.jspecify.annotations.NullMarked;
