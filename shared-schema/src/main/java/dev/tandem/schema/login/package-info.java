/** What whoever makes a login at Kafka keeps to. */
@NullMarked
package dev.tandem.schema.login;

import org.jspecify.annotations.NullMarked;
