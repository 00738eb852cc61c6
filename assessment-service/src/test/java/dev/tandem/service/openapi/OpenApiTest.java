package dev.tandem.service.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import dev.tandem.service.access.NodeAccess;
import dev.tandem.service.access.Owner;
import dev.tandem.service.access.Reviewer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The document is what the service does: no route is missing, none is made up, and each says who may use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final Map<String, Set<String>> CREDENTIALS = Map.of(
            Reviewer.ROLE, Set.of("reviewerCookie", "token"),
            Owner.ROLE, Set.of("ownerCookie", "token"),
            NodeAccess.ROLE, Set.of("token"),
            SecurityRule.IS_AUTHENTICATED, Set.of("reviewerCookie", "ownerCookie", "token"),
            SecurityRule.IS_ANONYMOUS, Set.of());

    private TestService service;
    private HttpResponse<String> answer;
    private JsonNode document;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        answer = service.pairedClient("Miriam").get("/api/openapi.yml");
        document = new YAMLMapper().readTree(answer.body());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void whoever_is_paired_may_read_it_and_no_stranger() throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/yaml");
        assertThat(service.ownersClient().get("/api/openapi.yml").statusCode()).isEqualTo(200);
        assertThat(service.nodesClient().get("/api/openapi.yml").statusCode()).isEqualTo(200);
        assertThat(service.client().get("/api/openapi.yml").statusCode()).isEqualTo(401);
    }

    @Test
    void every_route_is_in_it_with_who_may_use_it_and_none_that_is_not_served() {
        Map<String, Set<String>> described = new TreeMap<>();
        operations().forEach((route, operation) -> {
            Set<String> credentials = new TreeSet<>();
            operation.path("security").forEach(each -> each.fieldNames().forEachRemaining(credentials::add));
            described.put(route, credentials);
        });
        assertThat(described).isEqualTo(served());
    }

    @Test
    void each_is_explained_with_its_parameters_its_answer_and_its_problems() {
        assertThat(operations()).allSatisfy((route, operation) -> {
            assertThat(operation.path("summary").asText()).isNotEmpty();
            assertThat(operation.path("parameters"))
                    .allSatisfy(parameter ->
                            assertThat(parameter.path("description").asText()).isNotEmpty());
            JsonNode responses = operation.path("responses");
            String problem = responses
                    .path("4XX")
                    .path("content")
                    .path("application/problem+json")
                    .path("schema")
                    .path("$ref")
                    .asText();
            assertThat(problem).isEqualTo("#/components/schemas/Problem");
            assertThat(responses.fieldNames()).toIterable().anyMatch(code -> code.startsWith("2"));
            assertThat(responses.toString()).doesNotContain("200 response");
        });
    }

    @Test
    void numbers_are_numbers_with_the_bounds_that_the_service_holds_to() throws Exception {
        TestClient phone = service.pairedClient("Miriam");
        TestClient owner = service.ownersClient();
        Set<String> numbers = new TreeSet<>();
        for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
            for (JsonNode parameter : operation.getValue().path("parameters")) {
                JsonNode schema = parameter.path("schema");
                String name = parameter.path("name").asText();
                if (schema.path("type").asText().equals("integer") && schema.has("maximum")) {
                    String path = operation.getKey().substring("GET ".length()) + "?url=x&" + name + "=";
                    TestClient client = path.startsWith("/api/owner/") ? owner : phone;
                    long beyond = schema.path("maximum").asLong() + 1;
                    assertThat(client.get(path + beyond).body())
                            .contains("must be a number from "
                                    + schema.path("minimum").asLong() + " to " + (beyond - 1));
                    numbers.add(name + " of " + operation.getKey());
                }
            }
        }
        assertThat(numbers)
                .containsExactly(
                        "claim of GET /api/queue",
                        "days of GET /api/owner/overview",
                        "limit of GET /api/assessments",
                        "limit of GET /api/history",
                        "limit of GET /api/owner/conflicts",
                        "limit of GET /api/queue");
    }

    @Test
    void what_it_says_of_a_verdict_is_what_the_service_reads() throws Exception {
        Set<String> fields = new TreeSet<>();
        document.path("components")
                .path("schemas")
                .path("Verdict")
                .path("properties")
                .fieldNames()
                .forEachRemaining(fields::add);
        String wrong = "{"
                + String.join(
                        ",", fields.stream().map(field -> '"' + field + "\": 7").toList()) + "}";
        Set<String> complained = new TreeSet<>();
        new YAMLMapper()
                .readTree(service.pairedClient("Miriam")
                        .post("/api/assessments", wrong)
                        .body())
                .path("errors")
                .forEach(error -> complained.add(error.path("field").asText()));
        // What a decision may be depends on the review's type.
        complained.add("decision");
        assertThat(fields).isEqualTo(complained);
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operations.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue());
            }
        }
        return operations;
    }

    /** As the router knows them; the framework's own {@code /health} is not ours to describe. */
    private Map<String, Set<String>> served() {
        Map<String, Set<String>> served = new TreeMap<>();
        service.part(Router.class).uriRoutes().forEach(route -> {
            String path = route.getUriMatchTemplate().toPathString();
            if (!path.startsWith("/health") && !route.getHttpMethodName().equals("HEAD")) {
                Set<String> credentials = new TreeSet<>();
                for (String role : route.getAnnotationMetadata().stringValues(Secured.class)) {
                    credentials.addAll(CREDENTIALS.get(role));
                }
                served.put(route.getHttpMethodName() + " " + path, credentials);
            }
        });
        return served;
    }
}
