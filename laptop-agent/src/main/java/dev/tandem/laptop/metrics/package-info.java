/** What a watching laptop counts and measures, for Prometheus. */
@NullMarked
package dev.tandem.laptop.metrics;

import org.jspecify.annotations.NullMarked;
