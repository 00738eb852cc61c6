package dev.tandem.catalog.run;

import picocli.CommandLine.Command;

/** Finds what is new, and asks for reviews of it. */
@Command(
        name = "run",
        description = {
            "Read a feed, find what is new in it, and ask for reviews of that.",
            "A product that may be known already becomes a suspected duplicate, beside its match.",
            "A feed is a JSON array, JSON Lines or CSV of products, each with a url and a title, or Shopify's products.json."
        },
        footer = {
            "%nExamples:%n  tandem catalog run --retailer revolve --category dresses --feed dresses.json",
            "  scrape | tandem catalog run --retailer revolve --category dresses --feed - --dry-run"
        })
public final class RunVerb extends FeedVerb {
    @Override
    boolean baseline() {
        return false;
    }
}
