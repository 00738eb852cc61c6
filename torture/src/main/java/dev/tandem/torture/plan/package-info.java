/** Which faults meet which part, and when. */
@NullMarked
package dev.tandem.torture.plan;

import org.jspecify.annotations.NullMarked;
