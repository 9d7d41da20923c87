package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files beside the models that tell about a compile; this is the one list of them. Each is text
 * made from what is known when the models are written, and has the same bytes whenever that is the
 * same.
 */
public enum ReportFile {
  /** All figures, for programs; see {@link CompileReport}. */
  REPORT("report.json");

  private final String file;

  ReportFile(String file) {
    this.file = file;
  }

  /** Its name. */
  public String file() {
    return file;
  }

  private String text(Account account) {
    return switch (this) {
      case REPORT -> ReportJson.text(account.report());
    };
  }

  /**
   * Those that tell how the last compile ended, and are put in place even when its models are not.
   */
  static List<String> ofEveryRun() {
    return List.of();
  }

  /** Writes all of them. */
  static void write(Account account) throws IOException {
    for (ReportFile each : values()) {
      Files.writeString(account.files().folder().resolve(each.file), each.text(account));
    }
  }
}
