package dev.tandem.service.pairing;

import dev.tandem.service.http.ProblemException;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.Seals;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Lets a laptop's node belong to the login that its link was made for, where Kafka asks who comes in: from then on nobody else
 * can send a change in its name, not even the first.
 */
@Singleton
class NodeLogins {
    private final ServerDatabase database;
    private final Seals seals;

    NodeLogins(ServerDatabase database, ServerStream stream) {
        this.database = database;
        this.seals = Seals.askedBy(Role.SERVER, stream.kafka());
    }

    /**
     * Binds it.
     *
     * @param name of the link: that of the login, if one was made with it
     * @throws ProblemException if the node belongs to another login
     */
    void bind(String node, String name) {
        seals.refresh();
        Optional<String> other =
                database.file().write("note the login of a node in", sql -> seals.bind(sql, node, name));
        if (other.isPresent()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "This laptop's node belongs to the login " + other.get() + ". If it is to go on as " + name
                            + ", or " + other.get() + " took what is not its own: tandem nodes revoke " + other.get()
                            + " --free on the server, then pair again with this link.");
        }
    }
}
