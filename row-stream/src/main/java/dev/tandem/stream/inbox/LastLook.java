package dev.tandem.stream.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.kafka.Extent;
import dev.tandem.stream.node.Meta;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the dead letters reached when a file last looked for its own there. While they reach no further, another look would find
 * the same; what was appended since can be read alone.
 *
 * @param reach from where to where each partition reached
 * @param told whether the look told what has become of the file's letters; else there were too many, or the login may not read them
 * @param at when, in microseconds
 */
record LastLook(Map<TopicPartition, Extent> reach, boolean told, long at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** After this, what could not be told may be: the connection is faster, or a right was given. */
    private static final long TRY_AGAIN = 60L * 60 * 1_000_000;

    /** The last of this file, if what it told can still hold. */
    static Optional<LastLook> read(Sql sql) throws SQLException {
        return Meta.LETTERS_READ.read(sql).map(LastLook::parse);
    }

    void write(Sql sql) throws SQLException {
        ObjectNode json = JSON.createObjectNode().put("told", told).put("at", at);
        ArrayNode partitions = json.putArray("reach");
        reach.forEach((partition, extent) -> partitions
                .addObject()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("topicId", extent.topicId())
                .put("beginning", extent.beginning())
                .put("end", extent.end()));
        Meta.LETTERS_READ.write(sql, json.toString());
    }

    /** Whether another look is worth nothing now. */
    boolean holds(Map<TopicPartition, Extent> now, long time) {
        return reach.equals(now) && (told || isRecent(time));
    }

    /** A clock that was ahead then says nothing of how long ago that was. */
    private boolean isRecent(long time) {
        return at <= time && time - at < TRY_AGAIN;
    }

    /** Whether these are the same topic's partitions, which have lost nothing: only what was appended is new. */
    boolean goesOnTo(Map<TopicPartition, Extent> now) {
        return reach.keySet().equals(now.keySet())
                && reach.entrySet().stream().allMatch(its -> {
                    Extent later = now.getOrDefault(its.getKey(), its.getValue());
                    return later.topicId().equals(its.getValue().topicId())
                            && later.beginning() == its.getValue().beginning()
                            && later.end() >= its.getValue().end();
                });
    }

    /** The same after what was appended up to there was found to change nothing. */
    LastLook upTo(Map<TopicPartition, Extent> now) {
        return new LastLook(now, told, at);
    }

    /** The ends of these extents. */
    static Map<TopicPartition, Long> ends(Map<TopicPartition, Extent> reach) {
        return reach.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, its -> its.getValue().end()));
    }

    private static LastLook parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            Map<TopicPartition, Extent> reach = new HashMap<>();
            for (JsonNode its : json.path("reach")) {
                reach.put(
                        new TopicPartition(
                                its.path("topic").asText(),
                                its.path("partition").asInt()),
                        new Extent(
                                its.path("topicId").asText(),
                                its.path("beginning").asLong(),
                                its.path("end").asLong()));
            }
            return new LastLook(
                    reach, json.path("told").asBoolean(), json.path("at").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + text, e);
        }
    }
}
