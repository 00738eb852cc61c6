package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.FieldNames;
import java.util.function.Consumer;

/**
 * How a feed is read.
 *
 * @param names under which names it delivers what is taken from it
 * @param strict whether all of it has to be products, of addresses where the retailer is known
 * @param anyHost whether it is taken wherever its addresses are
 * @param notes hears what is strange about it
 * @param progress is shown what the run is at, until its end
 */
public record Reading(FieldNames names, boolean strict, boolean anyHost, Consumer<String> notes, Progress progress) {}
