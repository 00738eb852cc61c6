/** The operators' verbs, one per file: what is in the topics. */
@NullMarked
package dev.tandem.inspector;

import org.jspecify.annotations.NullMarked;
