package dev.tandem.service.phone;

import java.time.Duration;
import java.util.ArrayDeque;
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

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
    }

    static synchronized Browser take() {
        return IDLE.isEmpty() ? start() : IDLE.pop();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** For the next one, with nothing left of this one. */
    void giveBack(String origin) {
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

    private static Browser start() {
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
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(NeedsChromium.DRIVER.toFile())
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new Browser(driver);
    }
}
