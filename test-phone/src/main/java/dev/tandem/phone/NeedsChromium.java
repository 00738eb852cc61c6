package dev.tandem.phone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs where a Chromium, its driver and certutil are installed. Elsewhere the tests are skipped, unless
 * {@code -Dtandem.browser=required} says that they have to run: then they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
public @interface NeedsChromium {
    Path BROWSER = Path.of("/usr/bin/chromium");
    Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Tells Chromium on Linux which authorities its user trusts. */
    Path CERTUTIL = Path.of("/usr/bin/certutil");

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean installed = Stream.of(BROWSER, DRIVER, CERTUTIL).allMatch(Files::isExecutable);
            if (installed || System.getProperty("tandem.browser", "").equals("required")) {
                return ConditionEvaluationResult.enabled("");
            }
            return ConditionEvaluationResult.disabled(
                    "No Chromium here: apt-get install chromium chromium-driver libnss3-tools makes these tests run");
        }
    }
}
