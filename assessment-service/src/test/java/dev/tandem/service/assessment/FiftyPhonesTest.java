package dev.tandem.service.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many phones post at once into one file, and a script writes to it besides. */
class FiftyPhonesTest {
    private static final int PHONES = 50;
    private static final int TAPS = 4;

    @Test
    void each_of_fifty_phones_is_answered_and_nothing_is_lost(@TempDir Path data) throws Exception {
        try (TestService service = TestService.start(data)) {
            for (int i = 0; i < PHONES * TAPS; i++) {
                service.database().queue(url(i), "{}");
            }
            TestClient phone = service.pairedClient("Miriam");
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < PHONES; i++) {
                int first = i * TAPS;
                work.add(() -> assess(phone, first));
            }
            work.add(() -> script(service));
            ExecutorService threads = Executors.newFixedThreadPool(work.size());
            for (Future<Integer> each : threads.invokeAll(work)) {
                assertThat(each.get()).isEqualTo(200);
            }
            threads.shutdown();
            assertThat(service.database().rows("SELECT count(*) FROM products WHERE modesty_status = 'modest'"))
                    .containsExactly(Integer.toString(PHONES * TAPS));
        }
    }

    private static int assess(TestClient phone, int first) throws Exception {
        int worst = 200;
        for (int i = first; i < first + TAPS; i++) {
            HttpResponse<String> answer =
                    phone.post("/api/assessments", Tap.on(url(i), "modest", "").toString());
            worst = Math.max(worst, answer.statusCode());
        }
        return worst;
    }

    private static int script(TestService service) throws Exception {
        for (int i = 0; i < 20; i++) {
            service.database()
                    .run("INSERT INTO products (url, title) VALUES (?, 'by a script')", "https://x.example/" + i);
        }
        return 200;
    }

    private static String url(int i) {
        return "https://shop.example/" + i;
    }
}
