/** The phone's pages and the files they need. */
@NullMarked
package dev.tandem.service.page;

import org.jspecify.annotations.NullMarked;
