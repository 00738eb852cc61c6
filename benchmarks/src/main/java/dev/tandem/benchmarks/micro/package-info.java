/** What a single event costs, in time and in memory that is allocated. */
@NullMarked
package dev.tandem.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
