package sslorders.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import sslorders.sandbox.Sandbox;
import sslorders.sandbox.ServiceProcess;

/** The page of the packaged jar in Chromium, with the demo orders of the sandbox. */
class BrowserIT {
    private static final Path LOG = Path.of("target", "browser-it.log");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The search of a support agent for the demo order 1012. */
    private static final String SEARCH = "/console/support?criterion=orderId&value=1012";

    private static Sandbox sandbox;
    private ChromeDriver browser;

    @BeforeAll
    static void start() throws IOException {
        if (!Files.isExecutable(DRIVER)) {
            System.out.println("BrowserIT did not run: Chromium and its driver are not installed.");
        }
        assumeTrue(Files.isExecutable(DRIVER), "Chromium is not installed");
        sandbox = new Sandbox();
        sandbox.start(new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), LOG);
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void end() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @AfterEach
    void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    private void open(String language, String theme) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--lang=" + language,
                "--accept-lang=" + language);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        browser.manage().window().setSize(new Dimension(1280, 900));
    }

    private void login(String account) {
        browser.get(sandbox.service().url() + "/console");
        browser.findElement(By.id(account)).click();
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> browser.manage().getCookieNamed("ssl-orders-zone") != null);
        // The script has reported the time zone, so that it does not load this page again.
        browser.get(sandbox.service().url() + "/console/ssl/orders");
    }

    @Test
    void keyboardAloneSendsAnEmail() {
        open("en", "light");
        login("acme");
        filter("host-12.");
        int before = sandbox.ca().resends("CA-1012").size();

        browser.findElement(By.id("send-1012")).sendKeys(Keys.ENTER);
        awaitDialog();
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Resend email");
        new Actions(browser).sendKeys(Keys.ESCAPE).perform();
        await().atMost(TIMEOUT).until(() -> !dialog().isDisplayed());
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("send-1012");

        new Actions(browser).sendKeys(Keys.SPACE).perform();
        awaitDialog();
        new Actions(browser).sendKeys(Keys.ENTER).perform();
        awaitRow("1012", "Sent at");
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("history-1012");
        assertThat(browser.findElement(By.id("announcement")).getDomProperty("textContent"))
                .contains("host-12.acme.example: Sent at");
        assertThat(sandbox.ca().resends("CA-1012")).hasSize(before + 1);
    }

    @Test
    void doubleClickMakesOneCall() {
        open("en", "light");
        login("acme");
        filter("host-16.");
        browser.findElement(By.id("send-1016")).click();
        awaitDialog();

        new Actions(browser)
                .doubleClick(browser.findElement(By.cssSelector("#dialog button[type=submit]")))
                .perform();

        awaitRow("1016", "Sent at");
        assertThat(sandbox.ca().resends("CA-1016")).hasSize(1);
    }

    @Test
    void sessionThatEndsUnderTheDialogSendsNothing() {
        open("en", "light");
        login("acme");
        filter("host-20.");
        browser.findElement(By.id("send-1020")).click();
        awaitDialog();
        browser.manage().deleteCookieNamed("q_session_page");

        browser.findElement(By.cssSelector("#dialog button[type=submit]")).click();
        await().atMost(TIMEOUT).until(() -> dialog().getText().contains("Your session has ended"));
        assertThat(sandbox.ca().resends("CA-1020")).isEmpty();

        browser.findElement(By.cssSelector("#dialog a")).click();
        browser.findElement(By.id("acme")).click();
        await().atMost(TIMEOUT)
                .until(() -> !browser.findElements(By.cssSelector("article.dialog button"))
                        .isEmpty());
        browser.findElement(By.cssSelector("article.dialog button")).click();
        awaitRow("1020", "Sent at");
        assertThat(sandbox.ca().resends("CA-1020")).hasSize(1);
    }

    @Test
    void secondTabSendsNoSecondEmail() {
        open("en", "light");
        login("acme");
        filter("host-22.");
        String list = browser.getCurrentUrl();
        browser.findElement(By.id("send-1022")).click();
        awaitDialog();
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB).get(list);
        browser.findElement(By.id("send-1022")).click();
        awaitDialog();
        browser.findElement(By.cssSelector("#dialog button[type=submit]")).click();
        awaitRow("1022", "Sent at");

        browser.switchTo().window(first);
        browser.findElement(By.cssSelector("#dialog button[type=submit]")).click();
        awaitRow("1022", "Sent at");
        assertThat(sandbox.ca().resends("CA-1022")).hasSize(1);
    }

    /** Order 1004: the CA answers too late. */
    @Test
    void hangingCaLeavesThePageUsable() {
        open("en", "light");
        login("acme");
        filter("late.");
        browser.findElement(By.id("send-1004")).click();
        awaitDialog();
        browser.findElement(By.cssSelector("#dialog button[type=submit]")).click();
        awaitRow("1004", "being forwarded");

        filterAgain("host-19.");
        assertThat(browser.findElements(By.id("send-1019"))).hasSize(1);
        browser.navigate().back();
        awaitRow("1004", "It is not known whether the email was sent");
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axeFindsNoViolation(String theme) {
        open("de", theme);
        login("acme");
        assertAccessible("list");
        browser.findElement(By.cssSelector("a[id^=send-]")).click();
        awaitDialog();
        assertAccessible("dialog");
        browser.get(sandbox.service().url() + "/console/ssl/orders/order?order=1012");
        assertAccessible("history");
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void axeFindsNoViolationForSupport(String theme) {
        open("de", theme);
        login("support");
        browser.get(sandbox.service().url() + SEARCH);
        assertAccessible("search");
        browser.findElement(By.cssSelector("tbody a")).click();
        browser.findElement(By.cssSelector("summary")).click();
        assertThat(browser.findElement(By.name("reason")).isDisplayed()).isTrue();
        assertAccessible("order of any account");
    }

    /** Saves pictures for a person to judge. They take two minutes, so only {@code make browser} saves them. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "screenshots", matches = "true")
    @CsvSource({"en", "de", "es", "fr"})
    void screenshots(String language) throws IOException {
        for (String theme : List.of("light", "dark")) {
            open(language, theme);
            login("acme");
            for (int width : new int[] {360, 768, 1280}) {
                String name = language + "-" + theme + "-" + width;
                resize(width, 900);
                browser.get(sandbox.service().url() + "/console/ssl/orders");
                save(name + "-list");
                browser.findElement(By.cssSelector("a[id^=send-]")).click();
                awaitDialog();
                save(name + "-dialog");
                browser.get(sandbox.service().url() + "/console/ssl/orders/order?order=1012");
                save(name + "-history");
            }
            browser.manage().deleteAllCookies();
            login("support");
            browser.get(sandbox.service().url() + SEARCH);
            save(language + "-" + theme + "-search");
            browser.findElement(By.cssSelector("tbody a")).click();
            browser.findElement(By.cssSelector("summary")).click();
            save(language + "-" + theme + "-support");
            browser.quit();
        }
        browser = null;
        try (Stream<Path> files = Files.list(SCREENSHOTS)) {
            assertThat(files).hasSizeGreaterThanOrEqualTo(18);
        }
    }

    private void resize(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private void save(String name) throws IOException {
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private void filter(String name) {
        WebElement field = browser.findElement(By.name("commonName"));
        field.sendKeys(name, Keys.ENTER);
        await().atMost(TIMEOUT)
                .until(() -> browser.getCurrentUrl().contains("commonName=")
                        && browser.findElements(By.cssSelector("tbody tr")).size() <= 2);
    }

    private void filterAgain(String name) {
        browser.findElement(By.name("commonName")).clear();
        browser.findElement(By.name("commonName")).sendKeys(name, Keys.ENTER);
        await().atMost(TIMEOUT).until(() -> browser.getCurrentUrl().contains(name));
    }

    private WebElement dialog() {
        return browser.findElement(By.id("dialog"));
    }

    private void awaitDialog() {
        await().atMost(TIMEOUT)
                .until(() -> dialog().isDisplayed()
                        && !browser.findElements(By.cssSelector("#dialog form")).isEmpty());
    }

    /** Waits for the text of a row, which the script replaces meanwhile. */
    private void awaitRow(String order, String text) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() ->
                        browser.findElement(By.id("order-" + order)).getText().contains(text));
    }

    private void assertAccessible(String screen) {
        List<Rule> violations = new AxeBuilder().analyze(browser).getViolations();
        assertThat(violations)
                .as(screen)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }
}
