package dev.espalier.cli;

import dev.espalier.accuracy.SampleFolder;
import dev.espalier.accuracy.streets.StreetClass;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.compiler.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier data streets -o DIR}: pictures with labels that need no download. */
final class DataCommand implements Command {
  private static final String COUNT = "count";
  private static final String VALIDATION = "val";
  private static final String SEED = "seed";
  private static final String SIZE = "size";
  private static final long DEFAULT_SEED = 7;
  private static final int MOST = 1_000_000;

  @Override
  public Description description() {
    return new Description(
        "data",
        "draw synthetic street scenes with labels",
        "streets -o DIR [OPTION...]",
        "espalier data streets -o streets --count 200 --val 50");
  }

  @Override
  public List<String> words() {
    return List.of("streets");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(CommonOptions.output("DIR", "the folder for train/ and val/"))
        .addOption(CommonOptions.value(COUNT, "N", "scenes in train/ (default 100)"))
        .addOption(CommonOptions.value(VALIDATION, "N", "scenes in val/ (default 0)"))
        .addOption(CommonOptions.value(SEED, "N", "of the scenes (default 7)"))
        .addOption(CommonOptions.value(SIZE, "WxH", "of pictures (default 240x160)"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    String what = Arguments.only(line, "streets");
    if (!what.equals("streets")) {
      throw new UsageException("data streets, not '%s'", what);
    }
    Path folder = Arguments.outputPath(line);
    int count = (int) whole(line, COUNT, 100, MOST);
    int validation = (int) whole(line, VALIDATION, 0, MOST);
    try {
      write(streets(line, 0, count), folder.resolve("train"), console);
      if (validation > 0) {
        write(streets(line, Streets.VALIDATION, validation), folder.resolve("val"), console);
      }
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
    return Exit.OK;
  }

  private static Streets streets(CommandLine line, int first, int count) {
    Streets usual = new Streets(whole(line, SEED, DEFAULT_SEED, Long.MAX_VALUE), first, count);
    if (!line.hasOption(SIZE)) {
      return usual;
    }
    int[] sides = Arguments.sides(line, SIZE, "WxH such as 240x160");
    if (Math.min(sides[0], sides[1]) < Streets.LEAST) {
      throw new UsageException("--%s: a side has %d pixels or more", SIZE, Streets.LEAST);
    }
    return new Streets(usual.seed(), first, count, sides[0], sides[1]);
  }

  private static void write(Streets streets, Path folder, Console console) throws IOException {
    SampleFolder files = new SampleFolder(folder, StreetClass.colours());
    files.name(streets.classes());
    for (int i = 0; i < streets.size(); i++) {
      files.write(streets.sample(i));
      console.progress("%s: %d of %d".formatted(folder, i + 1, streets.size()));
    }
    console.result(
        "%s: %,d scenes of %d x %d", folder, streets.size(), streets.width(), streets.height());
  }

  private static long whole(CommandLine line, String option, long otherwise, long most) {
    return line.hasOption(option)
        ? Arguments.whole(line, option, Math.min(otherwise, 1), most)
        : otherwise;
  }
}
