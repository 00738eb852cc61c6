package dev.tandem.stream.seal;

import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The seals that a server knows. Where it knows any, it takes a change only if a login sealed it that may send, and a node's
 * changes only from the login that it was paired under, or else from the one that sealed the first of them.
 */
public final class Seals {
    /** The setting that names the file with the open keys: a login's name, its key and, after it, the one that it had before. */
    public static final String FILE = "tandem.seals";

    /** Of a node to which everything may come unsealed. */
    public static final Seals NONE = new Seals(null);

    private final @Nullable Path file;
    private Map<String, List<PublicKey>> keys = Map.of();
    private @Nullable FileTime readAt;

    private Seals(@Nullable Path file) {
        this.file = file;
    }

    /** Those of the file that the settings name; without one, none are asked for. */
    private static Seals of(KafkaSettings settings) {
        @Nullable String named = settings.client().get(FILE);
        return named == null ? NONE : new Seals(Path.of(named));
    }

    /** Those by which a node of that role takes records: only changes come from many, what laptops read the server alone may write. */
    public static Seals askedBy(Role role, KafkaSettings settings) {
        return role == Role.SERVER ? of(settings) : NONE;
    }

    /**
     * Looks whether a login has been added or revoked meanwhile.
     *
     * @throws StreamException if the file is away or cannot be read; then nothing is taken
     */
    public synchronized void refresh() {
        Path from = file;
        if (from == null) {
            return;
        }
        try {
            FileTime changedAt = Files.getLastModifiedTime(from);
            if (!changedAt.equals(readAt)) {
                keys = read(from);
                readAt = changedAt;
            }
        } catch (NoSuchFileException e) {
            throw new StreamException(
                    "there is no file " + from + ", by which the seals of those that may send are known",
                    "put it back, or make the logins anew (tandem nodes add --renew); until then nothing is taken",
                    e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StreamException(
                    "could not read the seals in " + from + ": " + e.getMessage(),
                    "mend the file, or make the logins anew (tandem nodes add --renew)",
                    e);
        }
    }

    /**
     * Looks at the seal of a record.
     *
     * @throws MalformedEventException if it has none, or not one of a login that may send, or headers that it does not cover
     */
    public void check(ConsumerRecord<String, byte[]> record) {
        if (file == null) {
            return;
        }
        if (Sealed.isAmbiguous(record.headers())) {
            throw new MalformedEventException(
                    "the record has a header twice or not in small letters, so its seal does not say which one counts");
        }
        String signer = Sealed.text(record.headers(), Sealed.SIGNER);
        if (signer == null || Sealed.text(record.headers(), Sealed.SIGNATURE) == null) {
            throw new MalformedEventException("the record bears no seal, so nobody knows who wrote it");
        }
        List<PublicKey> known = keys(signer);
        if (known.isEmpty()) {
            throw new MalformedEventException("the record is sealed by '" + signer + "', which may not send");
        }
        if (known.stream().anyMatch(key -> Sealed.verifies(key, record))) {
            return;
        }
        throw new MalformedEventException("the record's seal is not that of '" + signer + "', whose it claims to be");
    }

    /**
     * Looks whether a record that was {@linkplain #check checked} may be of that node, and remembers it for the first of a node.
     *
     * @return why not; empty if it may
     */
    public Optional<String> refusal(Sql sql, ConsumerRecord<String, byte[]> record, String node) throws SQLException {
        String signer = Sealed.text(record.headers(), Sealed.SIGNER);
        if (file == null || signer == null) {
            return Optional.empty();
        }
        if (!String.valueOf(SentAgain.key(record)).startsWith("[\"" + node + "\",")) {
            return Optional.of("the record's key is not one of the node " + node + ", which it names");
        }
        return owner(sql, node, signer).equals(signer)
                ? Optional.empty()
                : Optional.of("the record names the node " + node + ", whose changes come from another login than '"
                        + signer + "'");
    }

    /**
     * Lets a node belong to a login before it has sent anything, as when a laptop is paired: nobody else can send the first change
     * in its name then. Where no seals are asked for, or that is no login whose seal is known, nothing is bound.
     *
     * @return the login that the node belongs to already, if it is another
     * @throws StreamException if the file is away or cannot be read
     */
    public Optional<String> bind(Sql sql, String node, String login) throws SQLException {
        if (file == null || keys(login).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(owner(sql, node, login)).filter(owner -> !owner.equals(login));
    }

    /** To which login a node belongs: to the first that comes for it. */
    private static String owner(Sql sql, String node, String login) throws SQLException {
        String name = "signer." + node;
        sql.update("INSERT OR IGNORE INTO tandem_meta (name, value) VALUES (?, ?)", name, login);
        return sql.first("SELECT value FROM tandem_meta WHERE name = ?", row -> row.getString(1), name)
                .orElse(login);
    }

    /**
     * Lets the nodes that belong to a login belong to the next that seals a change of theirs.
     *
     * @return how many there were
     */
    public static int free(Sql sql, String login) throws SQLException {
        return sql.update("DELETE FROM tandem_meta WHERE name GLOB 'signer.*' AND value = ?", login);
    }

    /** Whether the file of a server has belonged to one that asks for seals, and these are of settings that name none. */
    public boolean areForgotten(Sql sql) throws SQLException {
        return file == null
                && sql.first("SELECT 1 FROM tandem_meta WHERE name GLOB 'signer.*'", row -> row.getInt(1))
                        .isPresent();
    }

    private synchronized List<PublicKey> keys(String signer) {
        return keys.getOrDefault(signer, List.of());
    }

    private static Map<String, List<PublicKey>> read(Path file) throws IOException, GeneralSecurityException {
        Properties open = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            open.load(reader);
        }
        Map<String, List<PublicKey>> keys = new HashMap<>();
        for (String name : open.stringPropertyNames()) {
            keys.put(name, Sealed.keys(open.getProperty(name)));
        }
        return keys;
    }
}
