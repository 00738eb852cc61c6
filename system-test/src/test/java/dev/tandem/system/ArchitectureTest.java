package dev.tandem.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The modules keep apart as the design says: apps use the contract, the engine and the command line, never each other. */
class ArchitectureTest {
    private static final List<String> APPS = List.of("broker", "service", "laptop", "catalog", "inspector");
    private static final List<String> MODULES = List.of(
            "shared-schema",
            "row-stream",
            "tandem-cli",
            "local-broker",
            "assessment-service",
            "laptop-agent",
            "catalog-publisher",
            "topic-inspector");

    private static JavaClasses all;

    @BeforeAll
    static void readTheClasses() {
        Path home = Path.of(System.getProperty("tandem.home"));
        all = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> home.resolve(module).resolve("target/classes"))
                        .toList());
        for (String app : APPS) {
            assertThat(all.stream().anyMatch(c -> c.getPackageName().startsWith("dev.tandem." + app)))
                    .as("classes of " + app)
                    .isTrue();
        }
    }

    @Test
    void apps_never_use_each_other() {
        for (String app : APPS) {
            String[] others = APPS.stream()
                    .filter(other -> !other.equals(app))
                    .map(other -> "dev.tandem." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.tandem." + app + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(all);
        }
    }

    @Test
    void the_contract_is_pure() {
        classes()
                .that()
                .resideInAPackage("dev.tandem.schema..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tandem.schema..",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson..",
                        "com.fasterxml.uuid..")
                .check(all);
    }

    @Test
    void the_engine_knows_no_app_and_no_framework() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tandem.cli..",
                        "dev.tandem.service..",
                        "dev.tandem.laptop..",
                        "io.micronaut..",
                        "picocli..")
                .check(all);
    }

    @Test
    void the_command_line_knows_no_app_and_no_engine() {
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tandem.stream..",
                        "dev.tandem.service..",
                        "dev.tandem.laptop..",
                        "dev.tandem.catalog..",
                        "dev.tandem.inspector..",
                        "dev.tandem.broker..")
                .check(all);
    }

    @Test
    void packages_of_a_module_form_no_cycles() {
        for (String module :
                List.of("schema", "stream", "cli", "broker", "service", "laptop", "catalog", "inspector")) {
            slices().matching("dev.tandem." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @Test
    void only_the_service_knows_micronaut() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tandem.service..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut..")
                .check(all);
    }
}
