/** Tells programs what the API takes and answers, in a document that the compiler writes from the controllers. */
@NullMarked
package dev.tandem.service.openapi;

import org.jspecify.annotations.NullMarked;
