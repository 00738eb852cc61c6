package dev.tandem.service.device;

import dev.tandem.service.access.Devices;
import dev.tandem.service.access.Owner;
import dev.tandem.service.access.OwnerDevices;
import dev.tandem.service.access.PairedNodes;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForOwner;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The owner looks through what was paired, and takes its access away. */
@Controller("/api/owner/devices")
@ForOwner
@ExecuteOn(TaskExecutors.BLOCKING)
final class DevicesController {
    private final Devices reviewers;
    private final OwnerDevices owners;
    private final PairedNodes laptops;

    DevicesController(Devices reviewers, OwnerDevices owners, PairedNodes laptops) {
        this.reviewers = reviewers;
        this.owners = owners;
        this.laptops = laptops;
    }

    /**
     * All that was paired with this service, revoked or not, in the order in which it was.
     *
     * @return all of them
     */
    @Get
    PairedDevice.All devices(Authentication authentication) {
        String asking = Owner.of(authentication).deviceId();
        List<PairedDevice> all = Stream.of(
                        reviewers.listOrderByAddedAt().stream().map(PairedDevice::of),
                        laptops.listOrderByAddedAt().stream().map(PairedDevice::of),
                        owners.listOrderByAddedAt().stream()
                                .map(device ->
                                        PairedDevice.of(device, device.id().equals(asking))))
                .flatMap(some -> some)
                .toList();
        return new PairedDevice.All(all);
    }

    /**
     * Revokes one: its next request is refused. Doing so again changes nothing.
     *
     * @param id the device's id
     */
    @ApiResponse(responseCode = "204", description = "It is revoked")
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void revoke(String id) {
        Instant now = Instant.now();
        boolean isRevoked = reviewers.revoke(id, now) > 0 || owners.revoke(id, now) > 0 || laptops.revoke(id, now) > 0;
        if (!isRevoked && !isKnown(id)) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "There is no device " + id + ".");
        }
    }

    private boolean isKnown(String id) {
        return reviewers.findById(id).isPresent()
                || owners.findById(id).isPresent()
                || laptops.findById(id).isPresent();
    }
}
