package dev.tandem.phone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A running Chromium. Starting one takes seconds, so tests take turns; each phone has an origin of its own in it. */
final class Browser {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Deque<Browser> IDLE = new ArrayDeque<>();

    private final ChromeDriver driver;
    private final boolean isForAll;

    private Browser(ChromeDriver driver, boolean isForAll) {
        this.driver = driver;
        this.isForAll = isForAll;
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
    }

    static synchronized Browser take() {
        return IDLE.isEmpty() ? new Browser(start(Map.of()), true) : IDLE.pop();
    }

    /** One that believes this authority, as a user tells Chromium on Linux, and finds a name on this machine. */
    static Browser trusting(Path authority, String name) throws IOException {
        Path home = Files.createTempDirectory("tandem-phone");
        Path certificates = Files.createDirectories(home.resolve(".pki/nssdb"));
        certutil("-d", "sql:" + certificates, "-N", "--empty-password");
        certutil("-d", "sql:" + certificates, "-A", "-n", "tandem", "-t", "C,,", "-i", authority.toString());
        return new Browser(
                start(Map.of("HOME", home.toString()), "--host-resolver-rules=MAP " + name + " 127.0.0.1"), false);
    }

    private static void certutil(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(NeedsChromium.CERTUTIL.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    /** For the next one, with nothing left of this one. */
    void giveBack(String origin) {
        if (!isForAll) {
            driver.quit();
            return;
        }
        driver.get("about:blank");
        command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        command("Network.clearBrowserCookies", Map.of());
        command("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
        synchronized (Browser.class) {
            IDLE.push(this);
        }
    }

    void wear(Phone.Size size, String language) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        size.width,
                        "height",
                        size.height,
                        "deviceScaleFactor",
                        size.touch ? 2 : 1,
                        "mobile",
                        size.touch));
        command("Emulation.setTouchEmulationEnabled", Map.of("enabled", size.touch, "maxTouchPoints", 5));
        String agent = String.valueOf(driver.executeScript("return navigator.userAgent"));
        command("Network.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    private static ChromeDriver start(Map<String, String> environment, String... further) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(NeedsChromium.BROWSER.toFile());
        options.setPageLoadStrategy(PageLoadStrategy.EAGER);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        options.addArguments(further);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(NeedsChromium.DRIVER.toFile())
                        .withEnvironment(environment)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver;
    }
}
