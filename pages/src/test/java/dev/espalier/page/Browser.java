package dev.espalier.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, in which tests look at pages as people do. */
public final class Browser implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--force-prefers-reduced-motion");
  private static final Path PICTURES = Path.of("target", "screenshots");

  /** Says on every start that it does not know the newest browsers by name. */
  private static final Logger REMOTE = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; the test is skipped where it is not installed. */
  public static Browser open() {
    Optional<File> browser = program("chromium");
    Optional<File> remote = program("chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && remote.isPresent(),
        "skipped: chromium and chromedriver are not both on the PATH, so no page is looked at");
    REMOTE.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    options.addArguments(OPTIONS);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(remote.orElseThrow())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<File> program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Opens a file in a window of a size. */
  public Browser show(Path file, int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    driver.get(file.toUri().toString());
    return this;
  }

  /** Says how pages are to look: {@code light} or {@code dark}, {@code screen} or {@code print}. */
  public Browser look(String scheme, String medium) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** The first element that a selector finds. */
  public WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** The texts of all elements that a selector finds. */
  public List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(Browser::text).toList();
  }

  /** The numbers that stand behind the texts of elements. */
  public List<Double> numbers(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .map(element -> Double.valueOf(element.getDomAttribute("data-value")))
        .toList();
  }

  /** The rows of the tables in an element, the texts of their cells with a bar between them. */
  @SuppressWarnings("unchecked")
  public List<String> rows(String selector) {
    return (List<String>)
        run(
            "return [...document.querySelectorAll(arguments[0] + ' tbody tr')].map(row =>"
                + " [...row.cells].map(cell => cell.textContent).join('|'))",
            selector);
  }

  /** The text of an element, seen or not. */
  private static String text(WebElement element) {
    return element.getDomProperty("textContent");
  }

  /** What a script in the page returns. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What has the focus. */
  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** What the page complained of, and what it asked for besides itself, since the last call. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        problems.add(entry.getMessage());
      }
    }
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      String message = entry.getMessage();
      boolean asks = message.contains("\"Network.requestWillBeSent\"");
      if (asks
          && !message.contains("\"type\":\"Document\"")
          && !message.contains("\"url\":\"data:")) {
        problems.add(message);
      }
    }
    return problems;
  }

  /** Keeps a picture of the whole page under {@code target/screenshots}. */
  public void keep(String name) throws IOException {
    Map<String, Object> picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(PICTURES);
    Files.write(
        PICTURES.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
