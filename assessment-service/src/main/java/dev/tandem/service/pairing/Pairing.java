package dev.tandem.service.pairing;

import dev.tandem.service.access.Device;
import dev.tandem.service.access.Devices;
import dev.tandem.service.access.Owner;
import dev.tandem.service.access.OwnerDevice;
import dev.tandem.service.access.OwnerDevices;
import dev.tandem.service.access.PairedNode;
import dev.tandem.service.access.PairedNodes;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.access.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a link's code into a device, into the owner's credential, or into a node's. */
@Singleton
class Pairing {
    private final PairingLinks links;
    private final Devices devices;
    private final OwnerLinks ownerLinks;
    private final OwnerDevices owners;
    private final NodeLinks nodeLinks;
    private final PairedNodes nodes;
    private final NodeLogins logins;

    Pairing(
            PairingLinks links,
            Devices devices,
            OwnerLinks ownerLinks,
            OwnerDevices owners,
            NodeLinks nodeLinks,
            PairedNodes nodes,
            NodeLogins logins) {
        this.logins = logins;
        this.links = links;
        this.devices = devices;
        this.ownerLinks = ownerLinks;
        this.owners = owners;
        this.nodeLinks = nodeLinks;
        this.nodes = nodes;
    }

    /** A laptop that has just been paired, as the owner calls it, and the token that it keeps. */
    record PairedLaptop(String name, Secret token) {}

    /**
     * A browser that has just been paired.
     *
     * @param role as {@link Reviewer#ROLE} or {@link Owner#ROLE}
     * @param reviewer the reviewer's name; null for the owner
     * @param token that it keeps
     */
    record Paired(String role, @Nullable String reviewer, Secret token) {
        boolean isOwner() {
            return role.equals(Owner.ROLE);
        }
    }

    /**
     * Uses a code up. Of two phones that post the same code at once one is paired: the transaction holds the write lock
     * from its beginning, so the other sees the link used.
     *
     * @return empty if the code is used, lapsed or was never given out
     */
    @Transactional("access")
    Optional<Paired> redeem(Secret code, String label, Instant now) {
        Optional<Paired> reviewer = links.findOpen(code.hash(), now).map(link -> {
            links.use(link.codeHash(), now);
            Secret token = Secret.token();
            devices.save(Device.paired(link.reviewer(), "phone", label, token, now));
            return new Paired(Reviewer.ROLE, link.reviewer(), token);
        });
        return reviewer.or(() -> ownerLinks.findOpen(code.hash(), now).map(link -> {
            ownerLinks.use(link.codeHash(), now);
            Secret token = Secret.token();
            owners.save(OwnerDevice.paired("browser", label, token, now));
            return new Paired(Owner.ROLE, null, token);
        }));
    }

    /**
     * Uses a laptop's code up. What waits for the synced database waits outside of any transaction here, so that phones are paired and
     * verdicts taken meanwhile; and it comes first, so that whatever goes wrong there leaves the link as it was.
     *
     * @param node the laptop's id in the streams
     * @return empty if the code is used, lapsed or was never given out
     * @throws dev.tandem.service.http.ProblemException if the laptop's node belongs to another login; the link can be used still
     */
    Optional<PairedLaptop> redeemForNode(Secret code, String node, Instant now) {
        return nodeLinks.findOpen(code.hash(), now).flatMap(link -> {
            logins.bind(node, link.name());
            return pair(link, node, now);
        });
    }

    /** The link is used up together with what it gives; of two laptops with the same one is paired. */
    @Transactional("access")
    Optional<PairedLaptop> pair(NodeLink link, String node, Instant now) {
        if (nodeLinks.use(link.codeHash(), now) == 0) {
            return Optional.empty();
        }
        Secret token = Secret.token();
        nodes.save(PairedNode.paired(link.name(), node, token, now));
        return Optional.of(new PairedLaptop(link.name(), token));
    }
}
