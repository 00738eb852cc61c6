package dev.tandem.service.phone;

import dev.tandem.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium with a reviewer in front of it. */
final class Phone implements AutoCloseable {
    /** The sizes at which the page is looked at. */
    enum Size {
        PHONE(390, 844, true),
        SMALL(320, 568, true),
        DESKTOP(1280, 800, false);

        final int width;
        final int height;
        final boolean touch;

        Size(int width, int height, boolean touch) {
            this.width = width;
            this.height = height;
            this.touch = touch;
        }
    }

    private final Browser browser;
    private final ChromeDriver driver;
    private final Wire wire;
    private final TestService service;

    private Phone(Browser browser, Wire wire, TestService service) {
        this.service = service;
        this.browser = browser;
        this.driver = browser.driver();
        this.wire = wire;
    }

    /** A phone that speaks this language, not paired yet. */
    static Phone unpaired(TestService service, Size size, String language) throws IOException {
        Browser browser = Browser.take();
        browser.wear(size, language);
        return new Phone(browser, Wire.to(service.running().url()), service);
    }

    /** A phone that a reviewer has paired with a link, showing its first product or that there is none. */
    static Phone paired(TestService service, String reviewer) throws IOException {
        return paired(service, reviewer, Size.PHONE, "en");
    }

    static Phone paired(TestService service, String reviewer, Size size, String language) throws IOException {
        Phone phone = unpaired(service, size, language);
        phone.open(service.add(reviewer).get("url").asText());
        phone.untilReady();
        return phone;
    }

    Browser browser() {
        return browser;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Cuts this phone off, and connects it again. */
    Wire wire() {
        return wire;
    }

    /** The look that the device asks for: light or dark. */
    void wear(String look) {
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look))));
    }

    /** Until pictures have come or failed, and nothing moves any more. */
    void untilStill() {
        until(
                "nothing moves",
                () -> is("return document.getAnimations().every((one) => one.playState !== 'running')"
                        + " && [...document.images].every((image) => image.complete || image.loading === 'lazy')"));
    }

    /** Opens an address of the service. */
    void open(String url) {
        driver.get(wire.through(url));
    }

    void reload() {
        driver.navigate().refresh();
        untilReady();
    }

    /** Until the page, the service worker and the pictures are at hand. */
    void untilOfflineReady() {
        until("the service worker is in charge", () -> is("return navigator.serviceWorker.controller !== null"));
        driver.executeAsyncScript(
                "const done = arguments[0]; caches.open('shell').then(async (shell) => {"
                        + " const look = async () => (await shell.match('/review')) ? done() : setTimeout(look, 50); look(); })");
    }

    void untilReady() {
        until("the page has started", () -> is("return document.documentElement.dataset.ready !== undefined"));
    }

    String title() {
        return text("#title");
    }

    /** Gives a verdict by its button, as soon as the buttons no longer rest, and waits for what comes next. */
    void decide(String decision) {
        String before = title();
        tap("[data-decision=" + decision + "]");
        until("the next product after " + before, () -> !title().equals(before) || shows("#nothing"));
    }

    void undo() {
        tap("#undo");
    }

    /** Taps an element once it is there and the buttons no longer rest. */
    void tap(String selector) {
        until(selector + " can be tapped", () -> shows(selector) && !isResting());
        WebElement element = find(selector);
        driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
        element.click();
    }

    /** Draws a finger over an element, once the buttons no longer rest. */
    void swipe(String selector, int byX, int byY) {
        until("nothing rests", () -> !isResting());
        untilStill();
        PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
        driver.perform(List.of(new Sequence(finger, 0)
                .addAction(finger.createPointerMove(
                        Duration.ZERO, PointerInput.Origin.fromElement(find(selector)), -byX / 2, -byY / 4))
                .addAction(finger.createPointerDown(0))
                .addAction(finger.createPointerMove(Duration.ofMillis(100), PointerInput.Origin.pointer(), byX, byY))
                .addAction(finger.createPointerUp(0))));
    }

    private boolean isResting() {
        return is("return 'resting' in (document.getElementById('answer')?.dataset ?? {})");
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Read at one moment, since the page may lay its lists anew at any other. */
    List<String> texts(String selector) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)", selector);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    String text(String selector) {
        List<String> texts = texts(selector);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    boolean shows(String selector) {
        return Boolean.TRUE.equals(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].some((element) => element.checkVisibility())",
                selector));
    }

    boolean is(String script) {
        return Boolean.TRUE.equals(driver.executeScript(script));
    }

    void until(String what, Supplier<Boolean> holds) {
        new WebDriverWait(driver, Browser.PATIENCE)
                .withMessage(what)
                .pollingEvery(Duration.ofMillis(25))
                .until(any -> holds.get());
    }

    /** What a script reports to the callback that it gets as its last argument. */
    Object ask(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The whole page, also what has to be scrolled to. */
    void screenshotOfAll(Path file) throws IOException {
        Object png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(png)));
    }

    @Override
    public void close() throws IOException {
        browser.giveBack(wire.through(service.running().url()));
        wire.close();
    }
}
