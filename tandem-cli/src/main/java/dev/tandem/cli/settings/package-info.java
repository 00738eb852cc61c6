/** Where settings come from: flags, then the environment, then tandem.properties. */
@NullMarked
package dev.tandem.cli.settings;

import org.jspecify.annotations.NullMarked;
