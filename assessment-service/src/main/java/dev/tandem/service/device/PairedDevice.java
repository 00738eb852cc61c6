package dev.tandem.service.device;

import dev.tandem.service.access.Device;
import dev.tandem.service.access.OwnerDevice;
import dev.tandem.service.access.PairedNode;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds a credential of this service.
 *
 * @param id what it is revoked by
 * @param role {@code reviewer}, {@code owner} or {@code laptop}
 * @param name whose it is; null where it is the owner's
 * @param kind {@code phone}, {@code browser}, {@code program} or {@code laptop}
 * @param label how a person recognizes it; of a laptop its id in the streams
 * @param lastSeenAt when it last asked for something, to within some minutes
 * @param revokedAt when its access was taken away
 * @param asking whether it is the one that asks
 */
@Serdeable
record PairedDevice(
        String id,
        String role,
        @Nullable String name,
        String kind,
        String label,
        String addedAt,
        @Nullable String lastSeenAt,
        @Nullable String revokedAt,
        boolean asking) {

    /** All of them. */
    @Serdeable
    record All(List<PairedDevice> devices) {}

    static PairedDevice of(Device device) {
        return new PairedDevice(
                device.id(),
                "reviewer",
                device.reviewer(),
                device.kind(),
                device.label(),
                device.addedAt().toString(),
                text(device.lastSeenAt()),
                text(device.revokedAt()),
                false);
    }

    static PairedDevice of(OwnerDevice device, boolean asking) {
        return new PairedDevice(
                device.id(),
                "owner",
                null,
                device.kind(),
                device.label(),
                device.addedAt().toString(),
                text(device.lastSeenAt()),
                text(device.revokedAt()),
                asking);
    }

    static PairedDevice of(PairedNode laptop) {
        return new PairedDevice(
                laptop.id(),
                "laptop",
                laptop.name(),
                "laptop",
                laptop.node(),
                laptop.addedAt().toString(),
                text(laptop.lastSeenAt()),
                text(laptop.revokedAt()),
                false);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
