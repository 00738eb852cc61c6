package dev.tandem.catalog.run;

import picocli.CommandLine.Command;

/** Records what is there already. */
@Command(
        name = "baseline",
        description = {
            "Read a feed and record what is there, without asking anyone to review it.",
            "A feed is a JSON array, JSON Lines or CSV of products, each with a url and a title, or Shopify's products.json."
        },
        footer = {
            "%nExamples:%n  tandem catalog baseline --retailer revolve --category dresses --feed dresses.json",
            "  scrape | tandem catalog baseline --retailer revolve --category dresses --feed - --dry-run"
        })
public final class BaselineVerb extends FeedVerb {
    @Override
    boolean baseline() {
        return true;
    }
}
