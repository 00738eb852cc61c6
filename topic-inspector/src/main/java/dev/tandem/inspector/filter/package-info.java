/** Which records and letters somebody asks for. */
@NullMarked
package dev.tandem.inspector.filter;

import org.jspecify.annotations.NullMarked;
