package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The files beside the models that tell about a compile; this is the one list of them. Each is text
 * made from what is known when the models are written, and has the same bytes whenever that is the
 * same.
 */
public enum ReportFile {
  /** All figures, for programs; see {@link CompileReport}. */
  REPORT("report.json", account -> ReportJson.text(account.report()));

  private final String file;
  private final Function<Account, String> text;

  ReportFile(String file, Function<Account, String> text) {
    this.file = file;
    this.text = text;
  }

  /** Its name. */
  public String file() {
    return file;
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
      Path file = account.files().folder().resolve(each.file);
      Files.writeString(file, each.text.apply(account));
    }
  }
}
