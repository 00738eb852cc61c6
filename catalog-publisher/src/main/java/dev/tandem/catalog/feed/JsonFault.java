package dev.tandem.catalog.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that should be JSON, told to whoever wrote it: a parser tells it to those who wrote the parser. */
final class JsonFault {
    private static final Map<Pattern, String> SENTENCES = new LinkedHashMap<>();

    static {
        say("Non-standard token '([^']*)'.*", "$1 is no value in JSON; where there is none, write null");
        say("Unexpected close marker '(.)': expected '(.)'.*", "a $1 stands where a $2 should");
        say("Unexpected character \\('(.)'.*expecting comma.*", "$1 stands where a comma should");
        say("Unexpected character \\('(.)'.*expecting a colon.*", "$1 stands where a colon should");
        say(
                "Unexpected character \\('(.)'.*field name.*",
                "$1 stands where the name of a field in double quotes should");
        say("Unexpected character \\('(.)'.*comment.*", "$1 begins a comment, which JSON has not got");
        say("Unexpected character \\('(.)'.*valid value.*", "$1 stands where a value should");
        say("Unexpected character \\('(.)'.*", "$1 stands where it may not");
        say("Unrecognized token '([^']{1,40}).*", "$1 is no value in JSON; a text stands in double quotes");
        say("Illegal unquoted character.*", "a line break or another control character stands within a text");
        say("Unrecognized character escape '?(\\S+?)'? .*", "\\\\$1 means nothing in a JSON text");
        say("Illegal character.*", "a control character stands between values");
        say(".*[Ll]eading zeroes.*", "a number begins with 0");
        say(".*nesting depth.*", "its values lie too deep within each other");
        say("Number value length.*", "a number has too many digits");
        say("(?:String|Name).* length .* exceeds.*", "a text is too long");
        say("Unexpected end-of-input.*", "it ends too early");
    }

    private JsonFault() {}

    private static void say(String pattern, String sentence) {
        SENTENCES.put(Pattern.compile(pattern, Pattern.DOTALL), sentence);
    }

    /** In a sentence that says neither where nor who. */
    static String inWords(JsonProcessingException e) {
        for (Map.Entry<Pattern, String> each : SENTENCES.entrySet()) {
            Matcher matcher = each.getKey().matcher(e.getOriginalMessage());
            if (matcher.matches()) {
                return matcher.replaceFirst(each.getValue());
            }
        }
        return "what stands there is no JSON";
    }
}
