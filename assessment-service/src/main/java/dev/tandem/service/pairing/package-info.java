/** Makes a phone a reviewer's device, once per link. */
@NullMarked
package dev.tandem.service.pairing;

import org.jspecify.annotations.NullMarked;
