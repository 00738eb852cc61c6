package dev.tandem.laptop.verify;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.laptop.connection.NoCredentialException;
import dev.tandem.laptop.connection.Service;
import dev.tandem.laptop.connection.ServiceAwayException;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.sync.Direction;
import dev.tandem.laptop.sync.SyncRun;
import dev.tandem.schema.digest.Digest;
import dev.tandem.stream.adopt.Backup;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.Gap;
import dev.tandem.stream.inbox.LastReceipt;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.verify.LocalCount;
import dev.tandem.stream.verify.Mending;
import dev.tandem.stream.verify.PeerDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One comparison of a laptop's file with the server, and, where asked for, its repair. */
final class Verification {
    /** A verdict that is given just now is on its way for a moment without standing in a topic. */
    private static final int ATTEMPTS = 3;

    private static final Duration BETWEEN = Duration.ofMillis(400);

    /** How long a later receipt is waited for: a server leaves one once it has been quiet for some seconds. */
    private static final Duration RECEIPT_WITHIN = Duration.ofSeconds(8);

    private static final String NO_RECEIPT = "This database has not seen a receipt of the server yet.";

    private final LaptopFile laptop;
    private final SyncedFile file;
    private final NodeContext context;
    private final KafkaSettings kafka;
    private final Service service;
    private final Output output;
    private boolean withoutCredential;

    Verification(LaptopFile laptop, KafkaSettings kafka, Service service, Output output) {
        this.laptop = laptop;
        this.file = laptop.file();
        this.context = laptop.context();
        this.kafka = kafka;
        this.service = service;
        this.output = output;
    }

    /** Whether the service wanted a credential that this laptop does not have. */
    boolean isWithoutCredential() {
        return withoutCredential;
    }

    /**
     * Compares, with the server's last word where it cannot be reached, or does not know this laptop.
     *
     * @param stop ends the waiting for a later word of its
     */
    VerifyAnswer compare(BooleanSupplier stop) {
        LocalCount local = count();
        try {
            return answer(settled(local), local, 0, null);
        } catch (NoCredentialException e) {
            return withReceipts(local, e, stop);
        } catch (ServiceAwayException e) {
            glance();
            PeerDigest peer =
                    lastWord().orElseThrow(() -> UserError.failed(sentence(e) + " " + NO_RECEIPT, e.hint() + ".", e));
            return bySum(local, peer);
        }
    }

    /**
     * Compares what the rows add up to with the server's receipts, which whoever may sync may read. The server leaves one once
     * it has been quiet for some seconds; one that comes from before what stands here is waited for as long as that takes.
     */
    private VerifyAnswer withReceipts(LocalCount local, NoCredentialException refused, BooleanSupplier stop) {
        withoutCredential = true;
        String here = Digest.text(local.root());
        output.progress("Comparing with the server's receipts …");
        glance();
        boolean mayFollow = file.read("read", Outbox::isEmpty);
        long until = System.nanoTime() + RECEIPT_WITHIN.toNanos();
        while (mayFollow
                && !lastWord().map(PeerDigest::digest).equals(Optional.of(here))
                && System.nanoTime() < until
                && !stop.getAsBoolean()) {
            pause();
            glance();
        }
        PeerDigest peer = lastWord().orElseThrow(() -> UserError.failed(NO_RECEIPT, refused.hint(), refused));
        return bySum(local, peer);
    }

    /**
     * Compares and mends: what the server has is merged here, what is newer here is sent once more, and where records were
     * missing in the topics, the file goes on behind the gap.
     *
     * @param answerWithin how long to wait for the server's answer to what is sent
     */
    VerifyAnswer repair(Duration answerWithin, BooleanSupplier stop) {
        LocalCount local = count();
        Comparison before = settled(local);
        boolean gap = before.onTheWay().gap();
        if (before.unexplained() == 0 && local.damaged().isEmpty() && !gap) {
            return answer(before, local, 0, null);
        }
        Path backup = Backup.make(file, "repair", context.clock().instant());
        local.mend(file);
        Gap mark = Gap.mark(file, context, kafka);
        output.progress("Mending " + InWords.count(before.unexplained(), "difference") + " …");
        Mending mending = new Mending(file, context);
        Comparison.of(file, context, kafka, service, local, mending::mend);
        file.write("close the gap of", mark::closed);
        new SyncRun(laptop, kafka, output, stop).run(Direction.BOTH, answerWithin);
        Comparison after = settled(count());
        long repaired = Math.max(0, before.unexplained() - after.unexplained());
        return answer(after, local, repaired, backup);
    }

    private LocalCount count() {
        output.progress("Counting this database's rows …");
        return LocalCount.of(file, context);
    }

    private Comparison settled(LocalCount local) {
        output.progress("Comparing with the server …");
        Comparison comparison = Comparison.of(file, context, kafka, service, local, unexplained -> {});
        for (int i = 1; i < ATTEMPTS && comparison.perhapsJustNow(); i++) {
            pause();
            comparison = Comparison.of(file, context, kafka, service, LocalCount.of(file, context), unexplained -> {});
        }
        return comparison;
    }

    private VerifyAnswer answer(Comparison comparison, LocalCount local, long repaired, @Nullable Path backup) {
        OnTheWay onTheWay = comparison.onTheWay();
        PeerDigest peer = comparison.server().peer();
        return new VerifyAnswer(
                comparison.isIdentical(),
                comparison.local().rows(),
                comparison.differences().stream().map(VerifyAnswer.One::of).toList(),
                comparison.unexplained(),
                comparison.waiting(),
                onTheWay.unsent().size(),
                onTheWay.incoming(),
                onTheWay.own(),
                onTheWay.underWay(),
                repaired,
                local.unnoticed(),
                local.damaged().size(),
                comparison.passedOver(),
                Digest.text(comparison.local().root()),
                peer.digest(),
                true,
                peer.asOf().toString(),
                onTheWay.gap() ? onTheWay.trouble() : null,
                backup == null ? null : backup.toString());
    }

    private Optional<PeerDigest> lastWord() {
        return file.read("read", PeerDigest::read);
    }

    private VerifyAnswer bySum(LocalCount local, PeerDigest peer) {
        String digest = Digest.text(local.root());
        return new VerifyAnswer(
                digest.equals(peer.digest()),
                local.rows(),
                List.of(),
                0,
                0,
                file.read("read", Outbox::depth),
                0,
                0,
                false,
                0,
                local.unnoticed(),
                local.damaged().size(),
                List.of(),
                digest,
                peer.digest(),
                false,
                peer.asOf().toString(),
                null,
                null);
    }

    /** The broker may be there though the service is not. */
    private void glance() {
        try {
            LastReceipt.note(file, context, kafka);
        } catch (StreamException e) {
            // Then what is known already has to do.
        }
    }

    private static String sentence(ServiceAwayException away) {
        String text = String.valueOf(away.getMessage());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
