/** The verb {@code demo}: the whole story, told as it happens, through the same verbs and the same API that people use. */
@NullMarked
package dev.tandem.cli.demo;

import org.jspecify.annotations.NullMarked;
