/** A whole installation: broker, service and laptop as processes, as its users start them. */
@NullMarked
package dev.tandem.benchmarks.installation;

import org.jspecify.annotations.NullMarked;
