package dev.tandem.stream.register;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.ContentHash;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.OlderColumns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Tandem knows of a row besides what the user's table holds.
 *
 * @param key which row
 * @param shown whether the user's table has it
 * @param version of the content; null while none has arrived
 * @param carried the columns that came with that version
 * @param older the versions of content columns that did not
 * @param hash of the content; other content is a local change
 * @param removed the version of its removal, if it ever was
 * @param stage what the columns that a verdict covers hold without it
 * @param hidden the content while the row is not shown
 * @param rewritten of columns that hold something else here than was carried, what was: a column's affinity, its default or
 *     a trigger of the user's saw to that
 * @param carriedHash of the content as it was carried
 */
public record RowState(
        RowKey key,
        boolean shown,
        @Nullable Version version,
        Set<String> carried,
        SortedMap<String, Version> older,
        long hash,
        @Nullable Version removed,
        Columns stage,
        Columns hidden,
        Columns rewritten,
        long carriedHash) {

    /** A row that nothing is known of. */
    public static RowState unknown(RowKey key) {
        return new RowState(
                key, false, null, Set.of(), new TreeMap<>(), 0, null, Columns.NONE, Columns.NONE, Columns.NONE, 0);
    }

    /**
     * The row's own content as it stands in this file: what the user's table would show if there were no verdict.
     *
     * @param row what it shows
     * @param covered the columns that the verdict sets
     */
    public Columns content(Columns row, Collection<String> covered) {
        return covered.isEmpty() ? row : row.without(covered).overlaidBy(stage.only(covered));
    }

    /** That content as it was carried, which is the same on every node. */
    public Columns carriedContent(Columns content) {
        return rewritten.isEmpty() ? content : content.overlaidBy(rewritten);
    }

    /** What has to be the same on every node, of the row of that id. */
    public long digest(long id) {
        Version its = version;
        return shown && its != null ? Digest.ofRow(id, its, carriedHash) : Digest.NONE;
    }

    /** The row's facet, given its content; empty while none has arrived. */
    public Optional<Facet> facet(Columns content) {
        if (version == null) {
            return Optional.empty();
        }
        List<OlderColumns> parts = new ArrayList<>();
        for (Map.Entry<String, Version> column : older.entrySet()) {
            parts.add(new OlderColumns(column.getValue(), content.only(Set.of(column.getKey()))));
        }
        return Optional.of(Facet.of(version, content.only(carried), parts));
    }

    /** With the facet's versions in place of these. */
    public RowState holding(Facet facet) {
        SortedMap<String, Version> versions = new TreeMap<>();
        for (OlderColumns columns : facet.older()) {
            columns.columns().names().forEach(name -> versions.put(name, columns.version()));
        }
        Set<String> names = Set.copyOf(facet.newest().names());
        return new RowState(
                key, shown, facet.version(), names, versions, hash, removed, stage, hidden, rewritten, carriedHash);
    }

    /** With the row in the user's table, with this content, which is carried as it stands. */
    public RowState showing(Columns content) {
        return showing(content, content);
    }

    /** With the row in the user's table, where this content stands after that has been carried. */
    public RowState showing(Columns content, Columns asCarried) {
        long standing = ContentHash.of(content);
        Columns other = asCarried.differingFrom(content);
        return new RowState(
                key,
                true,
                version,
                carried,
                older,
                standing,
                removed,
                content.only(table().verdict()),
                Columns.NONE,
                other,
                other.isEmpty() ? standing : ContentHash.of(asCarried));
    }

    /** With this in the columns that a verdict covers, without it. */
    public RowState staged(Columns own) {
        return new RowState(key, shown, version, carried, older, hash, removed, own, hidden, rewritten, carriedHash);
    }

    /** With the row out of the user's table, its content kept here. */
    public RowState hiding(Columns content) {
        return new RowState(key, false, version, carried, older, 0, removed, Columns.NONE, content, Columns.NONE, 0);
    }

    /**
     * With the row out of the user's table and its content lost, because another program deleted it. The version stays;
     * that no column is carried under it lets the same version bring the content back.
     */
    public RowState lost() {
        return new RowState(
                key,
                false,
                version,
                Set.of(),
                new TreeMap<>(),
                0,
                removed,
                Columns.NONE,
                Columns.NONE,
                Columns.NONE,
                0);
    }

    /** With this removal, where it is newer. */
    public RowState removedAt(Version at) {
        return removed == null || at.isAfter(removed) ? removedExactlyAt(at) : this;
    }

    /** With this removal, whatever stood: this node's own, as the server has it. */
    public RowState removedExactlyAt(Version at) {
        return new RowState(key, shown, version, carried, older, hash, at, stage, hidden, rewritten, carriedHash);
    }

    /** Whether the row is to be seen: its content or its verdict is newer than its removal. */
    public boolean isVisible(VerdictState verdict) {
        Version newest = version;
        Version decided = verdict.visibility();
        if (newest == null && table().equals(SyncTable.ASSESSMENT_QUEUE)) {
            return false;
        }
        if (decided != null && (newest == null || decided.isAfter(newest))) {
            newest = decided;
        }
        return newest != null && (removed == null || newest.isAfter(removed));
    }

    /** Whether it is a queue row that nobody has requested: a verdict alone makes none. */
    public boolean isOnlyDecided() {
        return version == null && !shown && table().equals(SyncTable.ASSESSMENT_QUEUE);
    }

    /** The table it belongs to. */
    public SyncTable table() {
        return SyncTable.of(key);
    }
}
