/** Acts beyond the merge rule, which travel as ordinary events: the owner keeps a verdict, or takes one back. */
@NullMarked
package dev.tandem.stream.act;

import org.jspecify.annotations.NullMarked;
