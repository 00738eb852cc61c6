package dev.tandem.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers that options take, and says of any other word what is expected. */
final class Numbers {
    private static final String WHOLE = "a whole number such as 20";
    private static final String ANY = "a number such as 0.85";

    private Numbers() {}

    /** For this command and those below it. */
    static void register(CommandLine commandLine) {
        commandLine
                .registerConverter(int.class, whole(Integer::valueOf))
                .registerConverter(Integer.class, whole(Integer::valueOf))
                .registerConverter(long.class, whole(Long::valueOf))
                .registerConverter(Long.class, whole(Long::valueOf))
                .registerConverter(double.class, reading(Double::valueOf, ANY))
                .registerConverter(Double.class, reading(Double::valueOf, ANY));
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> reader) {
        return reading(reader, WHOLE);
    }

    private static <T> ITypeConverter<T> reading(Function<String, T> reader, String expected) {
        return text -> {
            try {
                return reader.apply(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        };
    }
}
