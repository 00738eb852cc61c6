/** All that was paired with this service, for the owner to see and to revoke. */
@NullMarked
package dev.tandem.service.device;

import org.jspecify.annotations.NullMarked;
