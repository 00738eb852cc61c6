package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {
    private static final int CALLERS = 50;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final Queue<List<Integer>> commits = new ConcurrentLinkedQueue<>();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void what_gathers_while_a_commit_is_under_way_is_committed_together_and_each_gets_its_own_answer()
            throws Exception {
        try (GroupCommit<Integer, Integer> group = GroupCommit.start("test", this::squares)) {
            Future<List<Integer>> first = callers.submit(() -> group.commit(List.of(1)));
            began.await();
            List<Future<List<Integer>>> others = new ArrayList<>();
            for (int i = 2; i < CALLERS; i++) {
                int number = i;
                others.add(callers.submit(() -> group.commit(List.of(number, -number))));
            }
            awaitWaiting(group, CALLERS - 2);
            goOn.countDown();
            assertThat(first.get()).containsExactly(1);
            for (int i = 2; i < CALLERS; i++) {
                assertThat(others.get(i - 2).get()).containsExactly(i * i, i * i);
            }
            assertThat(commits).hasSize(2);
        }
    }

    @Test
    void what_fails_takes_no_other_with_it() throws Exception {
        try (GroupCommit<Integer, Integer> group = GroupCommit.start("test", this::squares)) {
            Future<List<Integer>> first = callers.submit(() -> group.commit(List.of(1)));
            began.await();
            Callable<List<Integer>> poison = () -> group.commit(List.of(1000));
            Future<List<Integer>> failing = callers.submit(poison);
            Future<List<Integer>> other = callers.submit(() -> group.commit(List.of(3)));
            awaitWaiting(group, 2);
            goOn.countDown();
            assertThat(first.get()).containsExactly(1);
            assertThat(other.get()).containsExactly(9);
            assertThatThrownBy(failing::get).hasRootCauseMessage("not this one");
        }
    }

    @Test
    void a_closed_one_takes_nothing_more() {
        goOn.countDown();
        GroupCommit<Integer, Integer> group = GroupCommit.start("test", this::squares);
        assertThat(group.commit(List.of(2))).containsExactly(4);
        group.close();
        assertThatThrownBy(() -> group.commit(List.of(1))).hasMessageContaining("stopping");
    }

    /** The first commit waits until the test lets it go on. */
    private List<Integer> squares(List<Integer> numbers) {
        began.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (numbers.contains(1000)) {
            throw new IllegalArgumentException("not this one");
        }
        commits.add(numbers);
        return numbers.stream().map(number -> number * number).toList();
    }

    private static void awaitWaiting(GroupCommit<?, ?> group, int parts) {
        while (group.waiting() < parts) {
            Thread.onSpinWait();
        }
    }
}
