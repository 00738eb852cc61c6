/** What the service counts and measures, for Prometheus. */
@NullMarked
package dev.tandem.service.metrics;

import org.jspecify.annotations.NullMarked;
