package dev.tandem.service.reviewers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who may assess: on the data folder itself, so only who owns it can. */
@Command(
        name = "reviewers",
        description = "Pair phones with the service, list them, revoke them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem reviewers add Ada            # a link and a QR code for a phone",
            "  tandem reviewers add Ada --json     # with the token that a program sends",
            "  tandem reviewers list"
        },
        subcommands = {AddReviewer.class, ListReviewers.class, RevokeReviewer.class})
public final class ReviewersVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
