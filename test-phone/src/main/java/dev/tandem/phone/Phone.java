package dev.tandem.phone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium with a reviewer in front of it. */
public final class Phone implements AutoCloseable {
    /** The sizes at which the page is looked at. */
    public enum Size {
        PHONE(390, 844, true),
        SMALL(320, 568, true),
        DESKTOP(1280, 800, false);

        public final int width;
        public final int height;
        public final boolean touch;

        Size(int width, int height, boolean touch) {
            this.width = width;
            this.height = height;
            this.touch = touch;
        }
    }

    private final Browser browser;
    private final ChromeDriver driver;
    private final Wire wire;
    private final Served service;

    private Phone(Browser browser, Wire wire, Served service) {
        this.service = service;
        this.browser = browser;
        this.driver = browser.driver();
        this.wire = wire;
    }

    /** A phone that speaks this language, not paired yet. */
    public static Phone unpaired(Served service, Size size, String language) throws IOException {
        Browser browser = Browser.take();
        browser.wear(size, language);
        return new Phone(browser, Wire.to(service.url()), service);
    }

    /** A phone on which the certificate of the service's own authority was installed, as the operations guide says. */
    public static Phone trusting(Path authority, Served service) throws IOException {
        Browser browser = Browser.trusting(authority, URI.create(service.url()).getHost());
        browser.wear(Size.PHONE, "en");
        return new Phone(browser, Wire.to(service.url()), service);
    }

    /** A phone that a reviewer has paired with a link, showing its first product or that there is none. */
    public static Phone paired(Served service, String reviewer) throws IOException {
        return paired(service, reviewer, Size.PHONE, "en");
    }

    public static Phone paired(Served service, String reviewer, Size size, String language) throws IOException {
        Phone phone = unpaired(service, size, language);
        phone.pair(reviewer);
        return phone;
    }

    /** Opens a link that makes it a reviewer's. */
    public void pair(String reviewer) throws IOException {
        open(service.pairingLink(reviewer));
        untilReady();
    }

    public Browser browser() {
        return browser;
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Cuts this phone off, and connects it again. */
    public Wire wire() {
        return wire;
    }

    /** The look that the device asks for: light or dark. */
    public void wear(String look) {
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look))));
    }

    /** Until pictures have come or failed, and nothing moves any more. */
    public void untilStill() {
        until(
                "nothing moves",
                () -> is("return document.getAnimations().every((one) => one.playState !== 'running')"
                        + " && [...document.images].every((image) => image.complete || image.loading === 'lazy')"));
    }

    /** Opens an address of the service. */
    public void open(String url) {
        driver.get(wire.through(url));
    }

    public void reload() {
        driver.navigate().refresh();
        untilReady();
    }

    /** Until the page, the service worker and the pictures are at hand. */
    public void untilOfflineReady() {
        until("the service worker is in charge", () -> is("return navigator.serviceWorker.controller !== null"));
        driver.executeAsyncScript(
                "const done = arguments[0]; caches.open('shell').then(async (shell) => {"
                        + " const look = async () => (await shell.match('/review')) ? done() : setTimeout(look, 50); look(); })");
    }

    public void untilReady() {
        until("the page has started", () -> is("return document.documentElement.dataset.ready !== undefined"));
    }

    public String title() {
        return text("#title");
    }

    /** Gives a verdict by its button, as soon as the buttons no longer rest, and waits for what comes next. */
    public void decide(String decision) {
        String before = title();
        tap("[data-decision=" + decision + "]");
        until("the next product after " + before, () -> !title().equals(before) || shows("#nothing"));
    }

    public void undo() {
        tap("#undo");
    }

    /** Taps an element once it is there and the buttons no longer rest. */
    public void tap(String selector) {
        until(selector + " can be tapped", () -> shows(selector) && !isResting());
        WebElement element = find(selector);
        driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
        element.click();
    }

    /** Draws a finger over an element, once the buttons no longer rest. */
    public void swipe(String selector, int byX, int byY) {
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

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Read at one moment, since the page may lay its lists anew at any other. */
    public List<String> texts(String selector) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)", selector);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    public String text(String selector) {
        List<String> texts = texts(selector);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    public boolean shows(String selector) {
        return Boolean.TRUE.equals(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].some((element) => element.checkVisibility())",
                selector));
    }

    public boolean is(String script) {
        return Boolean.TRUE.equals(driver.executeScript(script));
    }

    public void until(String what, Supplier<Boolean> holds) {
        new WebDriverWait(driver, Browser.PATIENCE)
                .withMessage(what)
                .pollingEvery(Duration.ofMillis(25))
                .until(any -> holds.get());
    }

    /** What a script reports to the callback that it gets as its last argument. */
    public @Nullable Object ask(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    public void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The whole page, also what has to be scrolled to. */
    public void screenshotOfAll(Path file) throws IOException {
        Object png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(png)));
    }

    @Override
    public void close() throws IOException {
        browser.giveBack(wire.through(service.url()));
        wire.close();
    }
}
