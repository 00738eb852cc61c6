/** How every answer looks: problem details for errors, security headers for all. */
@NullMarked
package dev.tandem.service.http;

import org.jspecify.annotations.NullMarked;
