package dev.tandem.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class BrokerVerbTest {

    @TempDir
    Path data;

    @Test
    void what_was_acknowledged_survives_a_kill() throws Exception {
        var acknowledged = new ArrayList<String>();
        int port;
        try (var broker = BrokerProcess.launch(data, 0)) {
            var bootstrapServers = ready(broker).get("bootstrapServers").asText();
            port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
            var clients = new Clients(bootstrapServers);
            clients.createTopic();
            try (var producer = clients.producer()) {
                for (int i = 0; i < 200; i++) {
                    acknowledged.add(send(producer, "before the kill " + i));
                }
                broker.kill();
            }
        }
        try (var broker = BrokerProcess.launch(data, port)) {
            var clients = new Clients(ready(broker).get("bootstrapServers").asText());
            try (var producer = clients.producer()) {
                acknowledged.add(send(producer, "after the kill"));
            }
            assertThat(clients.readAll()).containsExactlyElementsOf(acknowledged);
        }
    }

    @Test
    void it_says_where_it_is_and_refuses_a_second_one_and_stops_when_asked() throws Exception {
        try (var broker = BrokerProcess.launch(data, 0)) {
            var ready = ready(broker);
            assertThat(ready.get("pid").asLong()).isEqualTo(broker.pid());
            assertThat(ready.get("dataFolder").asText())
                    .isEqualTo(data.resolve("broker").toString());

            try (var second = BrokerProcess.launch(data, 0)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors())
                        .contains(data.resolve("broker").toString(), "pid " + broker.pid())
                        .doesNotContain("\tat ");
            }

            broker.askToStop();
            assertThat(broker.exitCode()).isEqualTo(143);
            assertThat(broker.errors()).isEmpty();
        }
    }

    @Test
    void it_stops_cleanly_with_its_parent() throws Exception {
        try (var broker = BrokerProcess.launch(data, 0, "--exit-with-parent")) {
            ready(broker);
            broker.closeStandardInput();
            assertThat(broker.exitCode()).isZero();
            assertThat(data.resolve("broker/kafka/.kafka_cleanshutdown")).exists();
        }
    }

    private static JsonNode ready(BrokerProcess broker) throws Exception {
        var answer = broker.answer();
        var json = new ObjectMapper().readTree(answer);
        assertThat(json.path("ready").asBoolean()).as("ready in %s", answer).isTrue();
        return json;
    }

    private static String send(KafkaProducer<String, String> producer, String value) throws Exception {
        producer.send(new ProducerRecord<>(Clients.TOPIC, value)).get();
        return value;
    }
}
