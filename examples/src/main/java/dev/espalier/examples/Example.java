package dev.espalier.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** One use of Espalier from end to end, small enough to read in one go. */
public interface Example {
  /** The name on the command line, such as {@code text-detection}. */
  String name();

  /** What it shows, in one line. */
  String description();

  /**
   * Runs the example.
   *
   * @param out an existing folder for the files it makes; files of an earlier run are replaced
   * @param log where it tells the figures
   * @return whether every check of the example passed
   */
  boolean run(Path out, PrintStream log) throws IOException;
}
