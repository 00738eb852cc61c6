/** What a run finds: kept while it reads, then written with its events in one transaction of the laptop's file. */
@NullMarked
package dev.tandem.catalog.record;

import org.jspecify.annotations.NullMarked;
