/** Who may do what at a broker that asks who comes in: logins and rights of nodes. */
@NullMarked
package dev.tandem.stream.rights;

import org.jspecify.annotations.NullMarked;
