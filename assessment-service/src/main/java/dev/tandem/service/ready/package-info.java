/** Tells the verbs that work on a data folder where its service is running. */
@NullMarked
package dev.tandem.service.ready;

import org.jspecify.annotations.NullMarked;
