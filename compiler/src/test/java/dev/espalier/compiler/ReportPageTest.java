package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.text.IrParser;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.page.Browser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";
  private static final String SUPERNET =
      """
      graph @g(%image: f32[1,3,32,32]) {
        %stem.conv = conv(%image, f32[16,3,3,3]#rand(1), f32[16]#rand(2)) {pads=[1,1,1,1], strides=[2,2]}
        %stem.relu = relu(%stem.conv)
        %stem.mask = channel_mask(%stem.relu, f32[16]#[0,1,0,1,0,1,0,1,0,1,0,1,1,1,1,1])
        %mix.wide = conv(%stem.mask, f32[32,16,3,3]#rand(3), f32[32]#rand(4)) {pads=[1,1,1,1]}
        %mix.relu = relu(%mix.wide)
        %mix.point = conv(%mix.relu, f32[16,32,1,1]#rand(5), f32[16]#rand(6))
        %mix.slow = conv(%stem.mask, f32[16,16,5,5]#rand(7), f32[16]#rand(8)) {pads=[2,2,2,2]}
        %mix.choice = choice(%stem.mask, %mix.point, %mix.slow, f32[3]#[0.1, 0.9, 0.2])
        %head.conv = conv(%mix.choice, f32[4,16,1,1]#rand(9), f32[4]#rand(10))
        %scores = channel_mask(%head.conv, f32[4]#[1,0,1,1])
        return %scores
      }
      """;

  @TempDir static Path folder;
  @AutoClose private static Browser browser;
  private static JsonNode report;

  @BeforeAll
  static void compile() throws Exception {
    browser = Browser.open();
    compile(SUPERNET, "out", options(OptionalDouble.empty()));
    report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
  }

  private static CompileOptions options(OptionalDouble budget) {
    return CompileOptions.DEFAULTS.withDevice(
        new DeviceBudget(ShippedProfiles.named(DEVICE).orElseThrow(), budget));
  }

  private static CompileResult compile(String text, String out, CompileOptions options)
      throws Exception {
    Path supernet = folder.resolve(out + ".onnx");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), supernet);
    return new CompileJob(supernet, folder.resolve(out), options).run(step -> {});
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
    CompileResult whole = compile(open, "whole", options(OptionalDouble.empty()));
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
    CompileOptions plain = CompileOptions.DEFAULTS;
    CompileOptions sampled =
        new CompileOptions(
            plain.emit(),
            plain.opset(),
            plain.align(),
            plain.tflite(),
            plain.inputShapes(),
            Optional.of(samples),
            true,
            plain.tolerance(),
            plain.maxBytes(),
            plain.device(),
            false,
            false);
    compile(SUPERNET, "sampled", sampled);
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

  private static double scale() {
    return Double.parseDouble(browser.element(".graph").getDomAttribute("data-scale"));
  }

  private static String place() {
    return browser.element(".graph > g").getDomAttribute("transform");
  }

  @Test
  void theGraphIsMovedAndScaledWithTheKeyboard() {
    int nodes = report.at("/outputs/0/nodes").asInt();
    assertThat(browser.texts(".box:not(.gone)")).hasSize(nodes + 2);
    WebElement graph = browser.element(".graph");
    browser.run("arguments[0].focus()", graph);
    double before = scale();
    graph.sendKeys("+");
    assertThat(scale()).isCloseTo(1.25 * before, within(0.01));
    String place = place();
    graph.sendKeys(Keys.ARROW_DOWN);
    assertThat(place()).isNotEqualTo(place);
    graph.sendKeys("-", "-");
    assertThat(scale()).isLessThan(before);
    graph.sendKeys("0");
    assertThat((Boolean) browser.run(ALL_SEEN)).isTrue();
    graph.sendKeys("n", "n");
    assertThat(browser.texts(".told strong")).containsExactly("stem.conv");
    assertThat(browser.texts(".told").get(0))
        .contains("%stem.conv: f32[1,10,16,16]", "was f32[1,16,16,16]");
    graph.sendKeys("p");
    assertThat(browser.texts(".told strong")).containsExactly("image");
    graph.sendKeys(Keys.ESCAPE);
    assertThat(browser.texts(".told strong")).isEmpty();
    assertThat(browser.problems()).isEmpty();
  }

  private static final String ALL_SEEN =
      "const all = document.querySelector('.graph').getBoundingClientRect();"
          + "return [...document.querySelectorAll('.box')].map(b => b.getBoundingClientRect())"
          + ".every(b => b.left >= all.left - 1 && b.right <= all.right + 1"
          + " && b.top >= all.top - 1 && b.bottom <= all.bottom + 1);";

  @Test
  void blocksOpenAndCloseAndNodesAreFound() {
    browser.element("button[aria-label='Close all blocks']").click();
    assertThat(browser.texts(".box.block .title")).containsExactly("stem", "mix");
    WebElement graph = browser.element(".graph");
    graph.sendKeys("n", "n", Keys.ENTER);
    assertThat(browser.texts(".frame text")).containsExactly("− stem");
    assertThat(browser.texts(".box .title")).contains("stem.conv", "stem.relu");
    graph.sendKeys(Keys.ENTER);
    assertThat(browser.texts(".frame text")).isEmpty();
    browser.element("#find-node").sendKeys("mix.PO", Keys.ENTER);
    assertThat(browser.texts(".told strong")).containsExactly("mix.point");
    assertThat(browser.texts(".box.marked .title")).containsExactly("mix.point");
  }

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
    CompileResult result = compile(SUPERNET, "dear", options(OptionalDouble.of(0.001)));
    assertThat(result.failures()).hasSize(1);
    browser.show(result.rejected().orElseThrow().resolve("report.html"), 1280, 900);
    assertThat(browser.texts(".verdict.missed").get(0))
        .contains("A check failed", result.failures().get(0));
  }

  @Test
  void pagesDifferInTimesOnly() throws Exception {
    compile(SUPERNET, "out", options(OptionalDouble.empty()));
    String one = Files.readString(folder.resolve("out/report.html"));
    compile(SUPERNET, "out", options(OptionalDouble.empty()));
    String two = Files.readString(folder.resolve("out/report.html"));
    String times = "\"timings\":\\{[^}]*}";
    assertThat(one.replaceAll(times, "")).isEqualTo(two.replaceAll(times, "")).isNotEqualTo(one);
  }

  /** A chain of nodes without scopes in their names. */
  @Test
  void aGraphOfTenThousandNodesIsShownInBlocks() throws Exception {
    StringBuilder text = new StringBuilder("graph @g(%v0: f32[1,2,4,4]) {\n");
    for (int i = 1; i <= 10_000; i++) {
      text.append("  %v").append(i).append(i % 2 == 0 ? " = tanh" : " = sigmoid");
      text.append("(%v").append(i - 1).append(")\n");
    }
    text.append("  return %v10000\n}\n");
    CompileOptions onnx = CompileOptions.DEFAULTS.withEmit(Format.ONNX).withoutCheck();
    compile(text.toString(), "chain", onnx);
    browser.show(folder.resolve("chain/report.html"), 1280, 900);
    assertThat(browser.texts(".box").size()).isBetween(10, 200);
    browser.element("#find-node").sendKeys("v7777", Keys.ENTER);
    assertThat(browser.texts(".told strong")).containsExactly("v7777");
    browser.keep("report-chain");
    assertThat(browser.problems()).isEmpty();
  }
}
