package dev.tandem.laptop.history;

import dev.tandem.cli.CommonOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.file.Times;
import dev.tandem.laptop.file.Titles;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.history.Seen;
import dev.tandem.stream.history.SeenVersion;
import dev.tandem.stream.register.Rows;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tandem history}. */
@Command(
        name = "history",
        description = "Shows each version that this database has seen of a product and its reviews.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem history https://shop.example/dress-1",
            "  tandem history \"linen dress\"     # finds products by their title",
            "",
            "Of a change that another program made here, the values before it are not known."
        })
public final class HistoryVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(
            paramLabel = "URL",
            description =
                    "The product's url, as the database has it, its beginning followed by three dots, or words of its title.")
    private String given = "";

    /**
     * What {@code history --json} answers.
     *
     * @param url null if several products have the words in their title
     * @param found those products; none where it is known which one is meant
     */
    record Answer(@Nullable String url, @Nullable String title, List<SeenVersion> versions, List<Titled> found) {}

    @Override
    public Integer call() {
        Output output = options.output();
        Answer answer;
        try (LaptopFile laptop = LaptopFile.openToRead(options)) {
            answer = laptop.file().read("read", this::answer);
        }
        output.json(answer);
        if (!output.isJson()) {
            HistoryText.show(output, answer, options.database());
        }
        return ExitCode.DONE;
    }

    private Answer answer(Sql sql) throws SQLException {
        Optional<Answer> known = of(sql, given);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<String> beginning = ShortUrls.beginning(given);
        if (beginning.isPresent() && given.contains("://")) {
            return beginningWith(sql, beginning.get());
        }
        if (given.contains("://")) {
            List<String> near = ShortUrls.of(Near.to(sql, given));
            throw UserError.failed(
                    "This database knows no product " + given + ".",
                    near.isEmpty()
                            ? "Give the url as it stands in the column url of products, or words of the title."
                            : "Did you mean:\n  " + String.join("\n  ", near));
        }
        List<Titled> found = Titled.with(sql, given);
        if (found.isEmpty()) {
            throw UserError.failed(
                    "No product of this database has \"" + given + "\" as its url or in its title.",
                    "Give other words, or the url as it stands in the column url of products.");
        }
        Optional<Answer> only = found.size() == 1 ? of(sql, found.get(0).url()) : Optional.empty();
        return only.orElseGet(() -> new Answer(null, null, List.of(), found));
    }

    private static Answer beginningWith(Sql sql, String beginning) throws SQLException {
        List<String> urls = Near.beginningWith(sql, beginning);
        if (urls.isEmpty()) {
            throw UserError.failed(
                    "No url of this database begins with " + beginning + ".",
                    "Give less of it, or words of the title.");
        }
        if (urls.size() > 1) {
            throw UserError.failed(
                    "More than one url begins so.",
                    "Give more of the one that you mean:\n  " + String.join("\n  ", ShortUrls.of(urls)));
        }
        return of(sql, urls.get(0)).orElseGet(() -> new Answer(urls.get(0), null, List.of(), List.of()));
    }

    private static Optional<Answer> of(Sql sql, String url) throws SQLException {
        List<SeenVersion> versions = Seen.of(sql, url, Times::shown);
        return versions.isEmpty() && Rows.of(sql).read(RowKey.product(url)).isEmpty()
                ? Optional.empty()
                : Optional.of(new Answer(url, Titles.of(sql, url).orElse(null), versions, List.of()));
    }
}
