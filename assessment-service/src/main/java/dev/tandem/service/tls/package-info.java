/** The service over https: with a certificate that it is given, or one of an authority of its own. */
@NullMarked
package dev.tandem.service.tls;

import org.jspecify.annotations.NullMarked;
