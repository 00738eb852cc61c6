package dev.tandem.stream.rights;

import dev.tandem.schema.login.Scram;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.jspecify.annotations.Nullable;

/** The logins that a broker knows, and their rights: the broker alone keeps them, so there is nothing to keep in step. */
public final class Logins implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration UNTIL_KNOWN = Duration.ofMillis(50);

    /** What the names of the broker's own logins begin with. */
    private static final String RESERVED = "tandem-";

    private final KafkaSettings kafka;
    private final Admin admin;

    private Logins(KafkaSettings kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
    }

    /**
     * A login.
     *
     * @param kind what it may do; empty where its rights are those of no kind, or not all of one
     */
    public record Login(String name, Optional<NodeKind> kind) {}

    /** Connects as who may administer logins and rights. */
    public static Logins connect(KafkaSettings kafka) {
        return new Logins(kafka, Clients.admin(kafka, TIMEOUT));
    }

    /** Whether a login may have that name. No name begins another's consumer groups: none has a dot. */
    public static boolean isName(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,39}") && !name.startsWith(RESERVED);
    }

    /**
     * Makes a login with the rights of its kind, and returns once the broker knows it. One that is there gets the new password.
     *
     * @throws StreamException if there is one of another kind
     */
    public void put(String name, String password, NodeKind kind) {
        attempt("make the login " + name, () -> {
            Optional<Login> there =
                    list().stream().filter(login -> login.name().equals(name)).findFirst();
            if (there.isPresent() && there.get().kind().filter(kind::equals).isEmpty()) {
                throw new StreamException(
                        "there is a login " + name + " already, which is no " + kind.text() + "'s",
                        "choose another name, or take that one away first: tandem nodes revoke " + name);
            }
            Set<AclBinding> rights = Rights.of(kind, name, kafka);
            get(admin.createAcls(rights).all());
            alter(new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, Scram.ITERATIONS), password));
            await(() -> names().contains(name) && rightsOf(name).containsAll(rights));
            return true;
        });
    }

    /** All logins but the broker's own, by name. */
    public List<Login> list() {
        return attempt("list the logins", () -> {
            Map<String, Set<AclBinding>> rights = get(
                            admin.describeAcls(AclBindingFilter.ANY).values())
                    .stream()
                    .collect(Collectors.groupingBy(right -> right.entry().principal(), Collectors.toSet()));
            return names().stream()
                    .sorted()
                    .map(name -> new Login(name, kind(name, rights.getOrDefault(Rights.principal(name), Set.of()))))
                    .toList();
        });
    }

    /**
     * Takes a login and all its rights away. Connections that it has stay open, and may do nothing from then on.
     *
     * @return whether there was any of it
     */
    public boolean revoke(String name) {
        return attempt("revoke the login " + name, () -> {
            boolean known = names().contains(name);
            if (known) {
                alter(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512));
            }
            Collection<AclBinding> taken =
                    get(admin.deleteAcls(List.of(allOf(name))).all());
            await(() -> !names().contains(name) && rightsOf(name).isEmpty());
            return known || !taken.isEmpty();
        });
    }

    private Optional<NodeKind> kind(String name, Set<AclBinding> rights) {
        return Stream.of(NodeKind.values())
                .filter(kind -> rights.equals(Rights.of(kind, name, kafka)))
                .findFirst();
    }

    private Set<String> names() throws ExecutionException, InterruptedException {
        return get(admin.describeUserScramCredentials().users()).stream()
                .filter(name -> !name.startsWith(RESERVED))
                .collect(Collectors.toSet());
    }

    private Set<AclBinding> rightsOf(String name) throws ExecutionException, InterruptedException {
        return Set.copyOf(get(admin.describeAcls(allOf(name)).values()));
    }

    private static AclBindingFilter allOf(String name) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(Rights.principal(name), null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private void alter(UserScramCredentialAlteration alteration) throws ExecutionException, InterruptedException {
        get(admin.alterUserScramCredentials(List.of(alteration)).all());
    }

    /** Brokers learn of a change one after another. */
    private static void await(Attempt<Boolean> known) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!known.run()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ExecutionException(
                        new TimeoutException("not all brokers knew of it after " + TIMEOUT.toSeconds() + " seconds"));
            }
            Thread.sleep(UNTIL_KNOWN.toMillis());
        }
    }

    private static <T extends @Nullable Object> T get(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException {
        return answer.get();
    }

    private <T> T attempt(String what, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (ExecutionException e) {
            StreamException told = Clients.explain(what, kafka, e);
            throw e.getCause() instanceof AuthorizationException ? forAdministrators(told) : told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Clients.explain(what, kafka, e);
        }
    }

    /** No node has these rights, so there are none to ask the operator for. */
    private static StreamException forAdministrators(StreamException told) {
        return new StreamException(
                told.getMessage() + "; Kafka's administrator may",
                "name the administrator's settings (--admin FILE), or the server's data folder, which holds them (--data DIR)",
                told);
    }

    private interface Attempt<T> {
        T run() throws ExecutionException, InterruptedException;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
