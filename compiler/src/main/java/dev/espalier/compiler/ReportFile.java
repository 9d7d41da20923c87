package dev.espalier.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * The files beside the models that tell about a compile; this is the one list of them. Each is text
 * made from what is known when the models are written, and has the same bytes whenever that is the
 * same.
 */
public enum ReportFile {
  /** All figures, for programs; see {@link CompileReport}. */
  REPORT("report.json"),
  /** The same for people, with the graph; see {@link ReportPage}. */
  PAGE("report.html"),
  /** The checks as results of tests, in the XML of JUnit. */
  CHECKS("checks.junit.xml"),
  /** The lints, in SARIF 2.1.0. */
  LINTS("lints.sarif"),
  /** A bill of materials, in CycloneDX 1.6. */
  BILL_OF_MATERIALS("bom.cdx.json"),
  /** Where the models come from: an in-toto statement with SLSA provenance, unsigned. */
  PROVENANCE("provenance.intoto.json"),
  /** A page about the models, in Markdown. */
  MODEL_CARD("model-card.md");

  private final String file;

  ReportFile(String file) {
    this.file = file;
  }

  /** Its name. */
  public String file() {
    return file;
  }

  private byte[] content(Account account) throws IOException {
    return switch (this) {
      case REPORT -> utf8(ReportJson.text(account.report()));
      case PAGE -> ReportPage.of(account).bytes();
      case CHECKS -> utf8(ChecksXml.text(account.report()));
      case LINTS -> utf8(LintsSarif.text(account.report()));
      case BILL_OF_MATERIALS -> utf8(BillOfMaterials.text(account));
      case PROVENANCE -> utf8(Provenance.text(account));
      case MODEL_CARD -> utf8(ModelCard.text(account));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Those that tell how the last compile ended, and are put in place even when its models are not.
   */
  static List<String> ofEveryRun() {
    return List.of(CHECKS.file, LINTS.file);
  }

  /** Writes all of them. */
  static void write(Account account) throws IOException {
    for (ReportFile each : values()) {
      Files.write(account.files().folder().resolve(each.file), each.content(account));
    }
  }
}
