package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.node.ConflictPolicy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One thing that happens in a history: a value, so that a history can be printed, replayed and made smaller. */
sealed interface Step {
    /** A script writes plain SQL to a node's file. */
    record Script(Who on, String statement, List<?> values) implements Step {}

    /** A script drops a table and makes it anew with the same rows, so that its triggers are gone. */
    record Remake(Who on, String table) implements Step {}

    /** A script deletes all rows of a table without a key and inserts them again, in another order under other ids. */
    record Refill(Who on, String table) implements Step {}

    /** A script makes values of a column unique, which those of others may not be, or lets them be as they are again. */
    record Clash(Who on, boolean yes) implements Step {}

    /** Somebody redrives a node's dead letters. */
    record Redrive(Who on) implements Step {}

    /**
     * A phone gives the server a verdict.
     *
     * @param ahead seconds by which the phone's clock is ahead of the world's
     * @param saw whether the person saw what stands
     */
    record Tap(int phone, String url, Decision decision, long ahead, boolean saw) implements Step {}

    /** A phone whose answer was lost gives its last verdict again. */
    record TapAgain(int phone) implements Step {}

    /** A node notes what scripts did. */
    record Capture(Who on) implements Step {}

    /**
     * A node sends what waits.
     *
     * @param confirmed how many records at most the broker confirms
     * @param lost how many more arrive although their confirmation does not
     */
    record Push(Who on, int confirmed, int lost) implements Step {}

    /** A node removes from its outbox what it has kept there since the broker confirmed it. */
    record Remove(Who on) implements Step {}

    /**
     * A node merges what it finds in the topics.
     *
     * @param most how many records at most
     * @param again how many records of each partition it is given a second time
     * @param order of the partitions among each other
     */
    record Pull(Who on, int most, int again, long order) implements Step {}

    /** Time passes. */
    record Advance(long seconds) implements Step {}

    /**
     * A node will be halted at a transaction of its own.
     *
     * @param transactions how many more it gets done
     * @param committed whether the one it is halted at still commits
     */
    record Halt(Who on, int transactions, boolean committed) implements Step {}

    /** A node's disk has room for a few pages only. */
    record Full(Who on, int pages) implements Step {}

    /** There is room again. */
    record Room(Who on) implements Step {}

    /** Another program holds the file while a node tries its next step. */
    record Locked(Who on) implements Step {}

    /** The broker goes, or comes back. */
    record Broker(boolean away) implements Step {}

    /** A machine's clock is set wrong, by so many seconds. */
    record WrongClock(Who on, long ahead) implements Step {}

    /** The topics are compacted. */
    record Compact() implements Step {}

    /** Something that is no event is written to a topic that this node reads. */
    record Poison(Who reader, String value) implements Step {}

    /** What the nodes do about conflicts from now on. */
    record Policy(ConflictPolicy policy) implements Step {}

    /** The owner takes back what stands, on any node. */
    record Retract(Who on, String url, ReviewType reviewType) implements Step {}

    /** The owner keeps a side of the conflict that was met last, on any node. */
    record Keep(Who on, boolean ours) implements Step {}

    /** Somebody keeps a copy of a node's file. */
    record Backup(Who on) implements Step {}

    /** A node's file is replaced by the copy that was kept of it last. */
    record Restore(Who on) implements Step {}

    /** A laptop's file is replaced by a copy of another's, and both go on being used. */
    record Twin(Who on, Who of) implements Step {}

    /** A topic is deleted with all its records, and will be made anew. */
    record Anew(Topic topic) implements Step {}

    /** As it stands in Java, to be pasted into a test. */
    static String java(Object value) {
        if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Step::java).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        if (value instanceof Record) {
            return Arrays.stream(value.getClass().getRecordComponents())
                    .map(component -> java(read(component, value)))
                    .collect(Collectors.joining(", ", "new " + value.getClass().getSimpleName() + "(", ")"));
        }
        return value instanceof Long ? value + "L" : String.valueOf(value);
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
