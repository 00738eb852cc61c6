/** What the nodes say that they did. */
@NullMarked
package dev.tandem.inspector.receipts;

import org.jspecify.annotations.NullMarked;
