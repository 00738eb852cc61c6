/** Certificates of an authority of Tandem's own. */
@NullMarked
package dev.tandem.cli.tls;

import org.jspecify.annotations.NullMarked;
