package dev.tandem.service.reviewers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who may assess: on the data folder itself, so only who owns it can. */
@Command(
        name = "reviewers",
        description = "Pair phones with the service, list them, revoke them.",
        subcommands = {AddReviewer.class, ListReviewers.class, RevokeReviewer.class})
public final class ReviewersVerb {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
