package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.page.Browser;
import dev.espalier.search.cost.CompareParts.Part;
import dev.espalier.search.method.SearchSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPageTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());
  private static final String EVIL = "</script><script>alert(1)</script>\"'><img src=x>";

  private static final String SUMMARY =
      """
      {"method": "rtseg", "network": "rtseg-small", "classes": ["road", "sky"],
       "target": {"unit": "ms", "device": "adreno660", "cost": 4.0, "share": 0.5,
                  "width": 1024, "height": 512},
       "cost": {"supernet": 8.0, "model": 3.9, "ofTarget": %s},
       "supernet": {"parameters": 340003, "macs": 1350000000},
       "model": {"parameters": 120003, "macs": 550000000},
       "channels": [
         {"scores": "a", "layer": "stem.conv.relu", "height": 256, "width": 512,
          "before": 16, "after": 4},
         {"scores": "b", "layer": "%s", "height": 1, "width": 2048, "before": 32, "after": 24}],
       "blocks": [%s],
       "parts": [{"name": "stem", "supernet": 2.0, "model": 1.25}],
       "mIoU": {"supernet": 0.7123, "found": 0.65, "masked": 0.7012, "model": 0.7012},
       "flips": 3.5, "steps": {"search": 2}, "secondsPerStep": {"search": 0.5}}
      """;
  private static final String BLOCK =
      """
      {"choice": "s5.mix0.choice", "chosen": "s5.mix0.lir.relu",
       "branches": ["s5.down.relu", "s5.mix0.mhsa.reshape", "s5.mix0.lir.relu"]}
      """;
  private static final List<String> METRICS =
      List.of(
          "{\"phase\":\"supernet\",\"step\":1,\"loss\":2.5}",
          "{\"phase\":\"supernet\",\"step\":1,\"mIoU\":0.25}",
          "{\"phase\":\"search\",\"step\":2,\"loss\":1.5,\"cost\":7.5,\"temperature\":5.0}",
          "{\"phase\":\"search\",\"step\":3,\"loss\":1.25,\"cost\":4.5,\"temperature\":0.1}",
          "{\"phase\":\"finetune\",\"step\":4,\"loss\":1.0}",
          "{\"phase\":\"finetune\",\"step\":4,\"mIoU\":null}");

  /** Whether something is drawn in every canvas. */
  private static final String PAINTED =
      "return [...document.querySelectorAll('canvas')].every(c => c.getContext('2d')"
          + ".getImageData(0, 0, c.width, c.height).data.some(part => part !== 0));";

  @AutoClose private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  private static SearchSummary summary(double ofTarget, String layer, String blocks)
      throws IOException {
    String name = JSON.writeValueAsString(layer);
    return JSON.readValue(
        SUMMARY.formatted(ofTarget, name.substring(1, name.length() - 1), blocks),
        SearchSummary.class);
  }

  private static Scene scene(String name) {
    Picture picture = new Picture(2, 2, new byte[12]);
    LabelMap labels = new LabelMap(2, 2, new int[] {0, 1, 1, LabelMap.IGNORE});
    LabelMap seen = new LabelMap(2, 2, new int[] {0, 0, 1, 1});
    return new Scene(new Sample(name, picture, labels), List.of(new Scene.Seen("compiled", seen)));
  }

  private Path page(SearchSummary summary, List<Scene> scenes, Map<String, String> config)
      throws IOException {
    Path metrics = Files.write(folder.resolve("metrics.jsonl"), METRICS);
    Path file = folder.resolve(SearchPage.FILE);
    new SearchPage(summary, JSON.valueToTree(config), scenes).write(metrics, file);
    return file;
  }

  private static List<String> rows(String selector) {
    return browser.rows(selector);
  }

  private Browser shown(SearchSummary summary, List<Scene> scenes, Map<String, String> config)
      throws IOException {
    return browser.show(page(summary, scenes, config), 1280, 900);
  }

  @Test
  void everySectionIsThereWithItsFigures() throws Exception {
    shown(summary(0.975, "s5.pw", BLOCK), List.of(scene("one")), Map.of("seed", "7"));
    assertThat(browser.texts("h1")).containsExactly("rtseg-small");
    assertThat(browser.texts(".verdict.met").get(0))
        .contains("Target met", "97.5\u00a0% of the 4.000\u00a0ms that were allowed on adreno660");
    assertThat(browser.texts("dd").toString()).contains("71.23\u00a0%", "70.12\u00a0%");
    assertThat(rows("[aria-labelledby=figures]"))
        .contains("predicted cost|8.000\u00a0ms|3.900\u00a0ms|48.8\u00a0%")
        .contains("MACs|1.35\u00a0G|550.00\u00a0M|40.7\u00a0%");
    assertThat(rows("[aria-labelledby=channels]"))
        .contains("1/2|1|16|4|25.0\u00a0%|", "stem.conv|1/2|16|4|25.0\u00a0%|")
        .contains("s5.pw|1/16|32|24|75.0\u00a0%|");
    assertThat(rows("[aria-labelledby=blocks]")).containsExactly("s5.mix0|lir|skipmhsalir");
    assertThat(browser.texts(".branch.chosen")).containsExactly("lir");
    assertThat(rows("[aria-labelledby=parts]"))
        .containsExactly("stem|2.000\u00a0ms|1.250\u00a0ms|");
    assertThat(browser.texts("figcaption")).contains("compiled, 66.7\u00a0% right");
    assertThat(browser.element("img[alt^='labels']").getDomAttribute("alt"))
        .isEqualTo("labels of one: sky 50 %, road 25 %");
    assertThat(browser.texts("pre").get(0)).contains("seed: 7");
    browser.keep("search");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void everyChartIsDrawnAndHasATextAndATable() throws Exception {
    shown(summary(1, "a", ""), List.of(), Map.of());
    assertThat(browser.texts(".chart > figcaption"))
        .containsExactly(
            "Loss", "mIoU on validation pictures", "Predicted cost", "Temperature of the choices");
    assertThat(browser.element("canvas").getDomAttribute("aria-label"))
        .startsWith("Loss. supernet: 2.5 at 1. search: from 1.5 at 2 to 1.25 at 3.");
    assertThat(rows(".chart:nth-child(1)"))
        .containsExactly("supernet|1|2.5", "search|2|1.5", "search|3|1.25", "finetune|4|1");
    assertThat(rows(".chart:nth-child(2)")).containsExactly("supernet|1|0.25");
    assertThat(rows(".chart:nth-child(3)")).contains("target|2|4", "target|3|4");
    assertThat((Boolean) browser.run(PAINTED)).isTrue();
  }

  @Test
  void namesAreTextsWhereverTheyStand() throws Exception {
    SearchSummary plain = summary(1, EVIL, "");
    SearchSummary evil =
        new SearchSummary(
            EVIL,
            EVIL,
            List.of(EVIL, EVIL),
            plain.target(),
            plain.cost(),
            plain.supernet(),
            plain.model(),
            plain.channels(),
            List.of(new SearchSummary.Block(EVIL, List.of(EVIL), EVIL)),
            List.of(new Part(EVIL, 1, 1)),
            plain.accuracies(),
            0,
            Map.of(),
            Map.of());
    shown(evil, List.of(scene(EVIL)), Map.of(EVIL, EVIL));
    assertThat(browser.texts("h1")).containsExactly(EVIL);
    assertThat(browser.texts("h3")).containsExactly(EVIL);
    assertThat(browser.texts("main script")).isEmpty();
    assertThat(browser.texts("img[src=x]")).isEmpty();
    assertThat(browser.problems()).isEmpty();
  }

  /** 240 x 160 pixels, halved and rounded up five times, are 8 x 5. */
  @ParameterizedTest
  @CsvSource({"5, 8, 1/32", "160, 240, 1/1", "53, 80, 1/3", "1, 1, whole picture"})
  void resolutionsAreThoseOfHalvedSides(long height, long width, String resolution)
      throws Exception {
    SearchSummary plain = summary(1, "a", "");
    SearchSummary.Target target = new SearchSummary.Target("ms", Optional.empty(), 1, 1, 240, 160);
    SearchSummary.Width only = new SearchSummary.Width("a", "a", height, width, 2, 1);
    shown(with(plain, target, List.of(only)), List.of(), Map.of());
    assertThat(rows("[aria-labelledby=channels]"))
        .contains("a|" + resolution + "|2|1|50.0\u00a0%|");
  }

  @Test
  void channelsOfBranchesThatWereNotChosenAreNotKept() throws Exception {
    SearchSummary plain = summary(1, "s5.pw", "");
    List<SearchSummary.Width> widths = new ArrayList<>(plain.channels());
    widths.add(new SearchSummary.Width("c", "mix.lir", 256, 512, 64, 0));
    shown(with(plain, plain.target(), widths), List.of(), Map.of());
    assertThat(rows("[aria-labelledby=channels]"))
        .contains("1/2|1|16|4|25.0\u00a0%|", "mix.lir|1/2|64|0|not chosen|");
    assertThat(browser.texts("[aria-labelledby=channels] p").get(0))
        .isEqualTo("Not among these: 1 group in branches that were not chosen.");
  }

  private static SearchSummary with(
      SearchSummary plain, SearchSummary.Target target, List<SearchSummary.Width> widths) {
    return new SearchSummary(
        "rtseg",
        "net",
        List.of(),
        target,
        plain.cost(),
        plain.supernet(),
        plain.model(),
        widths,
        List.of(),
        List.of(),
        plain.accuracies(),
        0,
        Map.of(),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource({"1, met", "0.97, met", "0.9, near", "1.01, missed"})
  void tellsWhetherTheTargetWasMet(double ofTarget, String kind) throws Exception {
    shown(summary(ofTarget, "a", ""), List.of(), Map.of());
    assertThat(browser.texts(".verdict." + kind)).hasSize(1);
  }

  @Test
  void aNetworkWithoutChoicesHasAPage() throws Exception {
    shown(summary(1, "a", ""), List.of(), Map.of());
    assertThat(browser.texts("p").toString())
        .contains("the network has no choices between blocks", "There are none.");
  }
}
