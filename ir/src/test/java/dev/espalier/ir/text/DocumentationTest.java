package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.op.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/ir.md says is so. */
class DocumentationTest {
  private static final Pattern EXAMPLE = Pattern.compile("```ir\n(.*?)```", Pattern.DOTALL);

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "ir.md"));
  }

  @Test
  void theExampleIsWhatThePrinterWrites() throws IOException {
    Matcher example = EXAMPLE.matcher(page());
    assertThat(example.find()).isTrue();
    String text = example.group(1);
    String printed = IrPrinter.print(IrParser.parse(text));
    assertThat(printed.replaceAll("#[0-9a-f]{10}", "#"))
        .isEqualTo(text.replaceAll("#(rand\\(\\d\\)|zeros)", "#"));
  }

  @Test
  void theTableOfOperatorsIsComplete() throws IOException {
    Set<String> missing = new TreeSet<>(Operators.mnemonics());
    String page = page();
    missing.removeIf(mnemonic -> page.contains("`" + mnemonic + "`"));
    assertThat(missing).isEmpty();
  }
}
