package dev.espalier.compiler;

import static dev.espalier.compiler.CompiledPages.SUPERNET;
import static dev.espalier.compiler.CompiledPages.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.page.Browser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a compile as a browser shows it, held against its {@code report.json}. */
class ReportPageTest {
  @TempDir static Path folder;
  @AutoClose private static Browser browser;
  private static JsonNode report;

  @BeforeAll
  static void compile() throws Exception {
    browser = Browser.open();
    CompiledPages.compile(folder, SUPERNET, "out", options(OptionalDouble.empty()));
    report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
  }

  @BeforeEach
  void show() {
    browser.look("light", "screen").show(folder.resolve("out/report.html"), 1280, 900);
  }

  private static List<Double> values(String selector) {
    return browser.numbers(selector + " [data-value]");
  }

  private static List<Double> inReport(String... pointers) {
    return List.of(pointers).stream().map(pointer -> report.at(pointer).asDouble()).toList();
  }

  private static List<JsonNode> list(String pointer) {
    return StreamSupport.stream(report.at(pointer).spliterator(), false).toList();
  }

  @Test
  void figuresAreThoseOfTheReport() throws IOException {
    assertThat(browser.texts("h1")).containsExactly("out.onnx");
    assertThat(browser.texts(".verdict.met, .verdict.near").get(0))
        .startsWith("Equal to the input");
    List<Double> expected = new ArrayList<>();
    for (String figure : List.of("nodes", "parameters", "macs", "bytes")) {
      expected.add(
          figure.equals("bytes")
              ? (double) Files.size(folder.resolve("out.onnx"))
              : report.at("/input/" + figure).asDouble());
      expected.addAll(inReport("/outputs/0/" + figure, "/outputs/1/" + figure));
    }
    assertThat(values("[aria-labelledby=figures] tr:not(:nth-child(5))"))
        .containsExactlyElementsOf(expected);
    assertThat(values("[aria-labelledby=latency] tbody"))
        .containsExactlyElementsOf(
            list("/latency/blocks").stream().map(b -> b.get("predictedMs").asDouble()).toList());
    assertThat(values("[aria-labelledby=evidence]"))
        .containsExactlyElementsOf(
            list("/equivalence").stream().map(row -> row.get("maxAbs").asDouble()).toList());
  }

  @Test
  void widthsAndBlocksAreThoseOfTheModel() {
    assertThat(browser.rows("[aria-labelledby=widths]"))
        .contains("stem.conv|conv|16|10|62.5\u00a0%|", "mix.wide|conv|32|32|100.0\u00a0%|");
    assertThat(browser.rows("[aria-labelledby=blocks]")).containsExactly("mix|point|pointskipslow");
    assertThat(browser.texts(".box.gone .title")).containsExactly("mix.slow");
    assertThat(browser.texts(".box.gone .detail")).containsExactly("not chosen, 1 node");
  }

  @Test
  void theLedgerIsSearchedAndFilteredWithTheKeyboard() {
    int entries = list("/channels/ledger").size();
    assertThat(browser.rows("[aria-labelledby=ledger]")).hasSize(entries);
    WebElement search = browser.element("#ledger-search");
    search.sendKeys("STEM");
    long stems =
        list("/channels/ledger").stream()
            .filter(entry -> entry.toString().contains("stem"))
            .count();
    assertThat(stems).isBetween(1L, entries - 1L);
    assertThat(browser.rows("[aria-labelledby=ledger]")).hasSize((int) stems);
    assertThat(browser.texts("#ledger-found"))
        .containsExactly(stems + " of " + entries + " entries");
    search.clear();
    search.sendKeys("x", Keys.BACK_SPACE, Keys.TAB);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("ledger-fate");
    browser.focused().sendKeys("kept");
    List<JsonNode> kept =
        list("/channels/ledger").stream().filter(e -> e.get("kept").asInt() > 0).toList();
    assertThat(kept).isNotEmpty();
    assertThat(browser.rows("[aria-labelledby=ledger]")).hasSize(kept.size());
    String reason = kept.get(0).at("/reasons/0/reason").asText();
    assertThat(browser.rows("[aria-labelledby=ledger]").get(0)).contains(reason);
    browser.focused().sendKeys(Keys.HOME, Keys.TAB);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("ledger-reason");
    browser.focused().sendKeys(reason);
    assertThat(browser.rows("[aria-labelledby=ledger]"))
        .isNotEmpty()
        .allMatch(row -> row.contains(reason));
  }

  @Test
  void theTimeBeforeIsThatWithEveryChannel() throws Exception {
    double before = values("[aria-labelledby=figures] tr:nth-child(5)").get(0);
    String open = SUPERNET.replaceAll("#\\[[01,]*]", "#fill(1)");
    CompileResult whole =
        CompiledPages.compile(folder, open, "whole", options(OptionalDouble.empty()));
    assertThat(before)
        .isCloseTo(whole.report().latency().orElseThrow().predictedMs(), within(1e-6));
    assertThat(before).isGreaterThan(report.at("/latency/predictedMs").asDouble());
  }

  @Test
  void samplesAreShownAsBothModelsSeeThem() throws Exception {
    Path samples = Files.createDirectories(folder.resolve("samples"));
    BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(5, 7, 0xff8000);
    ImageIO.write(picture, "png", samples.resolve("one.png").toFile());
    CompileOptions sampled = CompileOptions.builder().samples(samples).build();
    CompiledPages.compile(folder, SUPERNET, "sampled", sampled);
    browser.show(folder.resolve("sampled/report.html"), 1280, 900);
    assertThat(browser.texts("h3")).containsExactly("one.png");
    assertThat(browser.texts(".scene figcaption"))
        .hasSize(4)
        .startsWith("picture", "input model", "compiled")
        .last()
        .asString()
        .endsWith("0 of 256 pixels of another class");
    assertThat((Boolean) browser.run(LOADED)).isTrue();
    assertThat(browser.problems()).isEmpty();
  }

  private static final String LOADED =
      "return [...document.images].length === 4"
          + " && [...document.images].every(image => image.complete && image.naturalWidth > 0)";

  @Test
  void everyControlHasANameAndAVisibleFocus() {
    List<String> visited = new ArrayList<>();
    WebElement body = browser.element("body");
    body.sendKeys(Keys.TAB);
    for (int i = 0; i < 200 && !browser.focused().getTagName().equals("body"); i++) {
      WebElement focused = browser.focused();
      visited.add(focused.getAccessibleName());
      assertThat(focused.getCssValue("outline-style")).as(focused.toString()).isEqualTo("solid");
      focused.sendKeys(Keys.TAB);
    }
    assertThat(visited).doesNotContain("");
    assertThat(visited)
        .containsSubsequence("Before and after", "Larger", "Find a node", "Search the ledger");
    assertThat(visited).anyMatch(name -> name.startsWith("Graph of the compiled network"));
  }

  @Test
  void itIsReadableInEveryLight() throws IOException {
    browser.keep("report-light");
    browser.look("dark", "screen").show(folder.resolve("out/report.html"), 1280, 900);
    browser.keep("report-dark");
    assertThat(browser.element("body").getCssValue("background-color")).contains("22, 25, 27");
    browser.show(folder.resolve("out/report.html"), 420, 800);
    browser.keep("report-small");
    assertThat((Boolean) browser.run("return document.body.scrollWidth <= innerWidth")).isTrue();
    browser.look("dark", "print").show(folder.resolve("out/report.html"), 900, 1200);
    browser.keep("report-print");
    assertThat(browser.element("body").getCssValue("background-color")).contains("255, 255, 255");
    assertThat(browser.element(".contents").isDisplayed()).isFalse();
    browser.run("dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.texts("main details:not([open])")).isEmpty();
    browser.run("dispatchEvent(new Event('afterprint'))");
    assertThat(browser.texts("main details[open]")).isEmpty();
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aFailedCheckIsTheVerdict() throws Exception {
    CompileResult result =
        CompiledPages.compile(folder, SUPERNET, "dear", options(OptionalDouble.of(0.001)));
    assertThat(result.failures()).hasSize(1);
    browser.show(result.rejected().orElseThrow().resolve("report.html"), 1280, 900);
    assertThat(browser.texts(".verdict.missed").get(0))
        .contains("A check failed", result.failures().get(0));
  }

  @Test
  void pagesDifferInTimesOnly() throws Exception {
    CompiledPages.compile(folder, SUPERNET, "out", options(OptionalDouble.empty()));
    String one = Files.readString(folder.resolve("out/report.html"));
    CompiledPages.compile(folder, SUPERNET, "out", options(OptionalDouble.empty()));
    String two = Files.readString(folder.resolve("out/report.html"));
    String times = "\"timings\":\\{[^}]*}";
    assertThat(one.replaceAll(times, "")).isEqualTo(two.replaceAll(times, "")).isNotEqualTo(one);
  }
}
