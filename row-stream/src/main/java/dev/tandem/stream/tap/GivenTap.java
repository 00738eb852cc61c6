package dev.tandem.stream.tap;

import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.merge.Restoration.Fate;
import java.util.UUID;

/**
 * A verdict that was given to this server directly.
 *
 * @param place where it stands in the order of arrival
 * @param id made at the tap
 * @param verdict as it was given; its time is capped
 * @param fate what has become of it
 */
public record GivenTap(long place, UUID id, String productUrl, Verdict verdict, Fate fate) {}
