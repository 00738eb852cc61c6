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

    @Parameters(paramLabel = "URL", description = "The product's url, as the database has it.")
    private String url = "";

    /** What {@code history --json} answers. */
    record Answer(String url, @Nullable String title, List<SeenVersion> versions) {}

    @Override
    public Integer call() {
        Output output = options.output();
        Answer answer;
        try (LaptopFile laptop = LaptopFile.openToRead(options.database(), options.settings())) {
            answer = laptop.file().read("read", this::answer);
        }
        output.json(answer);
        if (!output.isJson()) {
            HistoryText.show(output, answer);
        }
        return ExitCode.DONE;
    }

    private Answer answer(Sql sql) throws SQLException {
        List<SeenVersion> versions = Seen.of(sql, url, Times::shown);
        if (versions.isEmpty() && Rows.of(sql).read(RowKey.product(url)).isEmpty()) {
            List<String> near = Near.to(sql, url);
            throw UserError.failed(
                    "This database knows no product " + url + ".",
                    near.isEmpty()
                            ? "Give the url as it stands in the column url of products."
                            : "Did you mean:\n  " + String.join("\n  ", near));
        }
        return new Answer(url, Titles.of(sql, url).orElse(null), versions);
    }
}
