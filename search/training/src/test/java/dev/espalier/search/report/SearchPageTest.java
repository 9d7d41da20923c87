package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.search.cost.CompareParts.Part;
import dev.espalier.search.method.SearchSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPageTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());
  private static final String EVIL = "</script><script>alert(1)</script>\"'><img src=x>";
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script( [^>]*)?>(.*?)</script>");

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

  @TempDir Path folder;

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

  private String page(SearchSummary summary, List<Scene> scenes, Map<String, String> config)
      throws IOException {
    Path metrics = Files.write(folder.resolve("metrics.jsonl"), METRICS);
    Path file = folder.resolve(SearchPage.FILE);
    new SearchPage(summary, JSON.valueToTree(config), scenes).write(metrics, file);
    return Files.readString(file);
  }

  private String page() throws IOException {
    return page(summary(0.975, "s5.pw", BLOCK), List.of(scene("one")), Map.of("seed", "7"));
  }

  private static JsonNode charts(String page) throws IOException {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"charts\">(.*?)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return JSON.readTree(data.group(1));
  }

  @Test
  void everySectionIsThereWithItsFigures() throws Exception {
    assertThat(page())
        .contains(
            "<h1>rtseg-small</h1>",
            "Target met",
            "97.5\u00a0% of the 4.000\u00a0ms that were allowed on adreno660",
            "71.23\u00a0%",
            "70.12\u00a0%",
            "<th scope=\"row\">predicted cost</th><td class=\"number\">8.000\u00a0ms</td>",
            "<th scope=\"row\">stem.conv</th><td>1/2</td>",
            "<th scope=\"row\">s5.pw</th><td>1/16</td>",
            "<th scope=\"row\">s5.mix0</th><td><strong>lir</strong></td>",
            "<span class=\"branch\">skip</span>",
            "<span class=\"branch chosen\">lir</span>",
            "<th scope=\"row\">stem</th><td class=\"number\">2.000\u00a0ms</td>",
            "compiled, 66.7\u00a0% right",
            "alt=\"labels of one: sky 50 %, road 25 %\"",
            "seed: 7");
  }

  @Test
  void chartsShowTheMetrics() throws Exception {
    JsonNode charts = charts(page());
    assertThat(charts.findValuesAsText("id"))
        .containsExactly("loss", "miou", "cost", "temperature");
    JsonNode loss = charts.get(0).get("lines");
    assertThat(loss.findValuesAsText("label")).containsExactly("supernet", "search", "finetune");
    assertThat(loss.get(1).get("points").toString())
        .isEqualTo("[{\"x\":2.0,\"y\":1.5},{\"x\":3.0,\"y\":1.25}]");
    assertThat(charts.get(1).get("lines")).hasSize(1);
    assertThat(charts.get(2).get("lines").get(1).get("points").toString())
        .isEqualTo("[{\"x\":2.0,\"y\":4.0},{\"x\":3.0,\"y\":4.0}]");
  }

  @Test
  void everyChartHasATextAndATable() throws Exception {
    assertThat(page())
        .contains("aria-label=\"Loss. supernet: 2.5 at 1. search: from 1.5 at 2 to 1.25 at 3.")
        .contains(
            "<tr><td>search</td><td class=\"number\">3</td><td class=\"number\">4.5</td></tr>");
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
    String page = page(evil, List.of(scene(EVIL)), Map.of(EVIL, EVIL));
    assertThat(page).doesNotContain("<script>alert", "<img src=x");
    assertThat(SCRIPT.matcher(page).results()).hasSize(3);
    assertThat(page.split("&lt;script&gt;alert", -1)).hasSizeGreaterThan(15);
  }

  @Test
  void nothingIsLoaded() throws Exception {
    String text = SCRIPT.matcher(page()).replaceAll("");
    assertThat(text).contains("content=\"default-src 'none'; img-src data:;");
    assertThat(text).doesNotContain("http:", "https:", "url(", "@import", "<link");
    assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(text).find()).isFalse();
  }

  @Test
  void theBrowserMayRunTheScriptsOfThePage() throws Exception {
    String page = page();
    List<String> scripts = new ArrayList<>();
    for (Matcher script = SCRIPT.matcher(page); script.find(); ) {
      if (script.group(1) == null) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] sum = digest.digest(script.group(2).getBytes(StandardCharsets.UTF_8));
        scripts.add("'sha256-" + Base64.getEncoder().encodeToString(sum) + "'");
      }
    }
    assertThat(scripts).hasSize(2);
    assertThat(page).contains("script-src " + String.join(" ", scripts) + "\"");
  }

  /** 240 x 160 pixels, halved and rounded up five times, are 8 x 5. */
  @Test
  void resolutionsAreThoseOfHalvedSides() throws Exception {
    SearchSummary.Target target = new SearchSummary.Target("ms", Optional.empty(), 1, 1, 240, 160);
    assertThat(resolution(target, 5, 8)).isEqualTo("1/32");
    assertThat(resolution(target, 160, 240)).isEqualTo("1/1");
    assertThat(resolution(target, 53, 80)).isEqualTo("1/3");
    assertThat(resolution(target, 1, 1)).isEqualTo("whole picture");
  }

  private static String resolution(SearchSummary.Target target, long height, long width)
      throws IOException {
    SearchSummary plain = summary(1, "a", "");
    SearchSummary.Width only = new SearchSummary.Width("a", "a", height, width, 2, 1);
    SearchSummary summary =
        new SearchSummary(
            "rtseg",
            "net",
            List.of(),
            target,
            plain.cost(),
            plain.supernet(),
            plain.model(),
            List.of(only),
            List.of(),
            List.of(),
            plain.accuracies(),
            0,
            Map.of(),
            Map.of());
    return WidthView.layers(summary).get(0).resolution();
  }

  @Test
  void tellsWhetherTheTargetWasMet() throws Exception {
    assertThat(Verdict.of(summary(1, "a", "")).kind()).isEqualTo("met");
    assertThat(Verdict.of(summary(0.97, "a", "")).kind()).isEqualTo("met");
    assertThat(Verdict.of(summary(0.9, "a", "")).kind()).isEqualTo("near");
    assertThat(Verdict.of(summary(1.01, "a", "")).kind()).isEqualTo("missed");
  }

  @Test
  void aNetworkWithoutChoicesHasAPage() throws Exception {
    assertThat(page(summary(1, "a", ""), List.of(), Map.of()))
        .contains("the network has no choices between blocks", "There are none.");
  }
}
