package dev.tandem.cli.process;

import java.io.IOException;
import java.io.InputStream;

/** Ties a child process to the one that started it: {@code --exit-with-parent}. */
public final class Parent {

    private Parent() {}

    /**
     * Ends this process in an orderly way (shutdown hooks run) once standard input is closed, as happens when the parent
     * has died, however it died. The parent holds the pipe open and writes nothing.
     */
    public static void exitWithParent() {
        onGone(System.in, () -> System.exit(0));
    }

    static Thread onGone(InputStream pipe, Runnable then) {
        Thread watcher = new Thread(
                () -> {
                    readToTheEnd(pipe);
                    then.run();
                },
                "exit-with-parent");
        watcher.setDaemon(true);
        watcher.start();
        return watcher;
    }

    private static void readToTheEnd(InputStream pipe) {
        try {
            pipe.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException brokenPipe) {
            // As good as its end.
        }
    }
}
