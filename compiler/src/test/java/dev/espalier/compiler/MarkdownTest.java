package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void showsNamesLetterByLetter() {
    assertThat(Markdown.literal("conv_1*[2]|`<b>` & @me #1\n~x~ $y$ \\"))
        .isEqualTo(
            "conv\\_1\\*\\[2\\]\\|\\`&lt;b&gt;\\` &amp; &#64;me &#35;1 \\~x\\~ \\$y\\$ \\\\");
  }

  @Test
  void putsALineFreeAroundHeadings() {
    String page =
        new Markdown()
            .heading(1, "A")
            .header("x", "y")
            .row("1", "2")
            .heading(2, "B")
            .list(List.of())
            .toString();
    assertThat(page).isEqualTo("# A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n## B\n\nNone.\n");
  }
}
