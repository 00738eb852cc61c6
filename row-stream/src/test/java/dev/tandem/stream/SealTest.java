package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.inbox.Redrive;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.seal.SentAgain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that knows seals takes a change only from the login whose node it names. */
class SealTest extends SealFixture {
    @Test
    void a_change_without_a_seal_is_set_aside() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, kafka(Map.of()));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("bears no seal");
    }

    @Test
    void another_login_cannot_write_in_the_name_of_a_node() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, bob);
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("another login than 'bob'");
    }

    @Test
    void what_was_changed_after_it_was_sealed_is_set_aside() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        String value = new String(sealed.value(), StandardCharsets.UTF_8);
        resend(sealed, value.replace("Blue dress", "Red dress"));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).singleElement().asString().contains("seal is not that of 'ada'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_ID", "CE_id", "ce_id"})
    void a_header_that_could_be_read_in_place_of_the_sealed_one_is_not_taken(String name) throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        sealed.headers().add(name, sealed.headers().lastHeader("ce_id").value());
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        pull();
        assertThat(causes()).singleElement().asString().contains("twice or not in small letters");
    }

    @Test
    void what_is_sent_again_as_it_was_changes_nothing_and_is_no_letter() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void what_was_set_aside_is_taken_under_its_old_seal_when_it_is_sent_once_more() throws Exception {
        String open = Files.readString(seals);
        Files.writeString(seals, "");
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        pull();
        again(1);
        pull();
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).hasSize(2);
        Files.writeString(seals, open);
        again(2);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).hasSize(2);
    }

    @Test
    void a_letter_that_a_laptop_made_up_becomes_no_row_when_it_is_redriven() {
        ConsumerRecord<String, byte[]> sealed = change(0);
        byte[] red = new String(sealed.value(), StandardCharsets.UTF_8)
                .replace("Blue dress", "Red dress")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> redrive(letter(sealed.topic(), sealed, red), server))
                .hasMessageContaining("seal is not that of 'ada'");
        assertThatThrownBy(() -> redrive(letter(sealed.topic(), sealed, sealed.value()), kafka(Map.of())))
                .hasMessageContaining("TANDEM_SETTINGS");
        assertThatThrownBy(() -> redrive(letter(server.name(Topic.PRODUCTS), sealed, sealed.value()), server))
                .hasMessageContaining("takes nothing");
        redrive(letter(sealed.topic(), sealed, sealed.value()), server);
        assertThat(titles()).containsExactly("Blue dress");
    }

    @Test
    void what_another_wrote_in_the_name_of_a_laptop_does_not_make_it_a_new_node() throws Exception {
        ConsumerRecord<String, byte[]> sealed = change(0);
        sealed.headers().remove("ce_sequence").add("ce_sequence", "99999".getBytes(StandardCharsets.UTF_8));
        resend(sealed, new String(sealed.value(), StandardCharsets.UTF_8));
        assertThat(notes(laptop, ada)).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> letter(
            String topic, ConsumerRecord<String, byte[]> record, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                record.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
    }

    private void redrive(ConsumerRecord<String, byte[]> letter, KafkaSettings settings) {
        Redrive.into(theServer.file, theServer.context, letter, settings);
    }

    private void again(long offset) throws Exception {
        try (KafkaProducer<String, byte[]> producer = Clients.producer(server)) {
            producer.send(SentAgain.of(change(offset), "3f1a9c0b7d2e")).get();
        }
    }
}
