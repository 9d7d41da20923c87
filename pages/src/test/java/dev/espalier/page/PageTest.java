package dev.espalier.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script( [^>]*)?>(.*?)</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
  private static final String EVIL = "</script><script>alert(1)</script>\"'><img src=x>%s";

  private static String page(PageKind kind) {
    return text(new Page(kind, "a title", "{}"));
  }

  private static String text(Page page) {
    return new String(page.bytes(), StandardCharsets.UTF_8);
  }

  private static String digest(String text) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
  }

  @ParameterizedTest
  @EnumSource
  void theBrowserMayRunTheScriptsOfThePageAndNoOthers(PageKind kind) throws Exception {
    String page = page(kind);
    List<String> scripts = new ArrayList<>();
    for (Matcher script = SCRIPT.matcher(page); script.find(); ) {
      if (script.group(1) == null) {
        scripts.add(digest(script.group(2)));
      }
    }
    Matcher style = STYLE.matcher(page);
    assertThat(style.find()).isTrue();
    assertThat(scripts).hasSize(kind.libraries().size() + 1);
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; img-src data:; style-src "
                + digest(style.group(1))
                + "; script-src "
                + String.join(" ", scripts)
                + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLoaded(PageKind kind) {
    String text = SCRIPT.matcher(page(kind)).replaceAll("");
    assertThat(text).doesNotContain("url(", "@import", "<link");
    assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(text).find()).isFalse();
  }

  @Test
  void dataAndTitleAreTexts() {
    String page = text(new Page(PageKind.SWEEP, EVIL, "{\"a\": \"" + EVIL + "\"}"));
    assertThat(page).doesNotContain("<script>alert", "<img src=x");
    assertThat(page).contains("<title>&lt;/script&gt;", "\\u003c/script>\\u003cscript>alert");
  }

  /** A script that ended the element it is in would be seen as text. */
  @ParameterizedTest
  @EnumSource
  void scriptsStayInTheirElements(PageKind kind) {
    long ends = Pattern.compile("(?i)</script").matcher(page(kind)).results().count();
    assertThat(ends).isEqualTo(kind.libraries().size() + 2L);
  }

  @Test
  void librariesComeWithTheirLicences() {
    assertThat(page(PageKind.REPORT))
        .contains("Chart.js Contributors", "Chris Pettitt", "OpenJS Foundation");
  }

  @Test
  void aPageIsReplacedAsAWhole(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.html");
    Files.writeString(file, "another");
    Page page = new Page(PageKind.SWEEP, "a", "{}");
    page.write(file);
    assertThat(file).hasBinaryContent(page.bytes());
    assertThat(folder.toFile().list()).containsExactly("a.html");
  }
}
