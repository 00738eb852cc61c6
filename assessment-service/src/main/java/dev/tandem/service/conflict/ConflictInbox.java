package dev.tandem.service.conflict;

import dev.tandem.service.conflict.MetVerdicts.Met;
import dev.tandem.service.conflict.MetVerdicts.Self;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.product.ProductCard;
import dev.tandem.service.product.ProductCards;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.stream.act.InOneGo;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.conflict.Conflicts.Place;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.Node;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The server's conflicts, and the owner's choice between two verdicts. */
@Singleton
class ConflictInbox {
    private final ServerDatabase database;
    private final ServerStream stream;
    private final ProductCards cards;

    ConflictInbox(ServerDatabase database, ServerStream stream, ProductCards cards) {
        this.database = database;
        this.stream = stream;
        this.cards = cards;
    }

    /** The conflicts behind that place: the open ones first, then the latest. */
    MetVerdicts.Page after(Place place, int most) {
        List<Met> met = new ArrayList<>();
        Self self = database.reader().read("read", sql -> {
            for (Conflict conflict : new Conflicts(sql).after(place, most + 1)) {
                met.add(Met.of(sql, conflict));
            }
            return self(sql);
        });
        List<Met> page = met.subList(0, Math.min(most, met.size()));
        Map<String, ProductCard> shown =
                cards.of(page.stream().map(one -> one.conflict().productUrl()).toList());
        return new MetVerdicts.Page(
                page.stream().map(one -> shown(one, self, shown)).toList(),
                met.size() > most ? PageCursor.text(Place.of(page.get(most - 1).conflict())) : null);
    }

    /**
     * Keeps a side: it is issued once more, and stands here when this returns; the stream carries it to the laptops.
     * Choosing what the owner has chosen already, or what the rule has, changes nothing.
     */
    MetVerdicts keep(String id, boolean ours) {
        Met kept = InOneGo.act(database.file(), database.context(), "keep a verdict in", sql -> within(sql, id, ours));
        stream.wakeUp();
        Self self = database.reader().read("read", this::self);
        return shown(kept, self, cards.of(List.of(kept.conflict().productUrl())));
    }

    private Met within(Sql sql, String id, boolean ours) throws SQLException {
        Conflict conflict = found(sql, id);
        Optional<Conflict.Side> stands = Met.of(sql, conflict).standing();
        if (stands.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "Neither of the two stands any more: another verdict has come to stand since, or it was taken back."
                            + " Nothing was changed.");
        }
        Conflict.Side chosen = ours ? conflict.ours() : conflict.theirs();
        if (conflict.isOpen() || !stands.get().equals(chosen)) {
            Keep.keep(sql, database.context(), conflict, chosen);
        }
        return Met.of(sql, found(sql, id));
    }

    private static Conflict found(Sql sql, String id) throws SQLException {
        return new Conflicts(sql)
                .find(id)
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "There is no conflict " + id + "."));
    }

    private Self self(Sql sql) throws SQLException {
        Set<String> ids = new HashSet<>(Node.formerIds(sql));
        Node.read(sql).ifPresent(node -> ids.add(node.id()));
        return new Self(ids, database.context().zone());
    }

    private static MetVerdicts shown(Met met, Self self, Map<String, ProductCard> cards) {
        ProductCard card = Objects.requireNonNull(cards.get(met.conflict().productUrl()));
        return MetVerdicts.of(met, self, card);
    }
}
