package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.Check.Outcome;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Names of models and nodes can be anything. */
class ChecksXmlTest {
  private static final String HOSTILE = "a<b>&\"'\t\n]]>\u0001\uFFFE\uD83D\uDE00\uD83D <!-- é";

  private static CompileReport report(Check check) {
    return new CompileReport(
        1,
        new CompileReport.Tool("espalier", "1"),
        new CompileReport.Input(
            HOSTILE, "", 17, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
        List.of(),
        List.of(),
        new CompileReport.Channels(0, 0, 0, 0, 0, List.of()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(check),
        List.of(),
        new TreeMap<>());
  }

  @Test
  void holdsAnyText() throws Exception {
    String xml = ChecksXml.text(report(new Check("lint", HOSTILE, Outcome.FAILED, HOSTILE)));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    String shown = "a<b>&\"'\t\n]]>\uFFFD\uFFFD\uD83D\uDE00\uFFFD <!-- é";
    Element test = (Element) root.getElementsByTagName("testcase").item(0);
    assertThat(test.getAttribute("name")).isEqualTo(shown);
    assertThat(test.getAttribute("classname")).isEqualTo("espalier." + shown + ".lint");
    Element failure = (Element) test.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo(shown);
    assertThat(failure.getTextContent()).isEqualTo(shown);
  }
}
