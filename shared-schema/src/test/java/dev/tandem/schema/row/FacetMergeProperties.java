package dev.tandem.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The merge rule over generated histories: few clocks, so that many are equal, written in mixed formats. */
class FacetMergeProperties {
    private static final List<String> CLOCKS = List.of(
            "2025-11-23 23:00:00",
            "2025-11-23T23:00:00",
            "2025-11-23T10:00:00",
            "2025-11-23 10:00:00.000001",
            "2025-11-24T00:00:00+01:00",
            "1970-01-01 00:00:00");
    private static final List<String> NAMES = List.of("brand", "description", "price", "title");

    @Property
    void merging_is_commutative(@ForAll("facets") Facet a, @ForAll("facets") Facet b) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }

    @Property
    void merging_is_associative(@ForAll("facets") Facet a, @ForAll("facets") Facet b, @ForAll("facets") Facet c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }

    @Property
    void merging_is_idempotent(@ForAll("facets") Facet a, @ForAll("facets") Facet b) {
        assertThat(a.merge(a)).isEqualTo(a);
        assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
    }

    @Property
    void any_order_and_any_repetition_of_a_history_ends_alike(
            @ForAll("histories") List<Facet> history, @ForAll long seed) {
        List<Facet> shuffled = new ArrayList<>(history);
        shuffled.addAll(history.subList(0, history.size() / 2));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(mergeAll(shuffled)).isEqualTo(mergeAll(history));
    }

    @Property
    void a_column_ends_with_the_value_of_its_greatest_writer(@ForAll("histories") List<Facet> history) {
        Facet end = mergeAll(history);
        for (String name : end.columns().names()) {
            Facet winner = history.stream()
                    .filter(f -> f.columns().has(name))
                    .max((x, y) -> x.version().compareTo(y.version()))
                    .orElseThrow();
            assertThat(end.columns().get(name)).isEqualTo(winner.columns().get(name));
        }
    }

    @Property
    void superseded_says_what_merging_does(@ForAll("facets") Facet a, @ForAll("facets") Facet b) {
        assertThat(a.isSupersededBy(b)).isEqualTo(!a.merge(b).equals(a));
    }

    @Property
    void a_facet_comes_back_from_its_parts(@ForAll("histories") List<Facet> history) {
        Facet end = mergeAll(history);
        assertThat(Facet.of(end.version(), end.newest(), end.older())).isEqualTo(end);
    }

    private static Facet mergeAll(List<Facet> facets) {
        return facets.stream().reduce(Facet::merge).orElseThrow();
    }

    @Provide
    Arbitrary<List<Facet>> histories() {
        return facets().list().ofMinSize(1).ofMaxSize(12);
    }

    /** As in a real stream, an event id stands for one content: the content is drawn from the id. */
    @Provide
    Arbitrary<Facet> facets() {
        Arbitrary<Integer> event = Arbitraries.integers().between(0, 40);
        return Combinators.combine(event, Arbitraries.just(0)).as((n, zero) -> {
            Random random = new Random(n);
            long clock = Timestamps.parse(CLOCKS.get(random.nextInt(CLOCKS.size())), ZoneOffset.UTC);
            Set<String> carried = new HashSet<>(NAMES);
            carried.removeIf(name -> random.nextInt(4) == 0);
            Columns.Builder columns = Columns.builder();
            for (String name : carried.stream().sorted().toList()) {
                columns.put(name, random.nextInt(5) == 0 ? null : (Object) (name + n));
            }
            return Facet.of(new Version(clock, new UUID(0x7000L, 0x8000_0000_0000_0000L | n)), columns.build());
        });
    }
}
