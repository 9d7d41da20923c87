package dev.espalier.compiler;

import static dev.espalier.compiler.CompiledPages.SUPERNET;
import static dev.espalier.compiler.CompiledPages.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.page.Browser;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The graph on the page of a compile, used as people do. */
class ReportGraphTest {
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

  /** A chain of nodes without scopes in their names. */
  @Test
  void aGraphOfTenThousandNodesIsShownInBlocks() throws Exception {
    StringBuilder text = new StringBuilder("graph @g(%v0: f32[1,2,4,4]) {\n");
    for (int i = 1; i <= 10_000; i++) {
      text.append("  %v").append(i).append(i % 2 == 0 ? " = tanh" : " = sigmoid");
      text.append("(%v").append(i - 1).append(")\n");
    }
    text.append("  return %v10000\n}\n");
    CompileOptions onnx = CompileOptions.builder().emit(Format.ONNX).verify(false).build();
    CompiledPages.compile(folder, text.toString(), "chain", onnx);
    browser.show(folder.resolve("chain/report.html"), 1280, 900);
    assertThat(browser.texts(".box").size()).isBetween(10, 200);
    browser.element("#find-node").sendKeys("v7777", Keys.ENTER);
    assertThat(browser.texts(".told strong")).containsExactly("v7777");
    browser.keep("report-chain");
    assertThat(browser.problems()).isEmpty();
  }
}
