package dev.espalier.cli;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.data.DataSets;
import dev.espalier.accuracy.data.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** The options that name pictures with labels. */
final class DataOptions {
  static final String DATA = "data";
  private static final String LAYOUT = "layout";
  private static final String SPLIT = "split";
  private static final String IGNORE = "ignore";

  private DataOptions() {}

  static Options add(Options options) {
    return options
        .addOption(CommonOptions.value(DATA, "DIR", "folder or tar archive of pictures and labels"))
        .addOption(
            CommonOptions.value(
                LAYOUT, String.join("|", Layout.words()), "how the data are laid out"))
        .addOption(CommonOptions.value(SPLIT, "NAME", "part of the data, such as val"))
        .addOption(CommonOptions.value(IGNORE, "L,...", "labels of no class (default 255)"));
  }

  /**
   * The data set that the options name; a note tells when it has several parts and none was chosen.
   */
  static DataSet read(CommandLine line, Console console) {
    DataSet data = open(line);
    Set<String> splits = DataSets.splits(data);
    if (splits.size() > 1) {
      console.note("%s are taken together; --%s chooses one", String.join(" and ", splits), SPLIT);
    }
    return data;
  }

  private static DataSet open(CommandLine line) {
    Path root = Arguments.path(Arguments.required(line, DATA));
    if (!Files.exists(root)) {
      throw new UsageException("--%s: there is no %s", DATA, root);
    }
    Optional<Layout> layout =
        line.hasOption(LAYOUT)
            ? Optional.of(
                Layout.valueOf(
                    Arguments.oneOf(line, LAYOUT, Layout.words().toArray(String[]::new))
                        .toUpperCase(Locale.ROOT)))
            : Optional.empty();
    Optional<String> split = Optional.ofNullable(line.getOptionValue(SPLIT));
    return DataSets.open(root, new DataSets.Options(layout, split, ignored(line)));
  }

  private static Set<Integer> ignored(CommandLine line) {
    if (!line.hasOption(IGNORE)) {
      return Set.of(LabelMap.IGNORE_IN_FILES);
    }
    String value = line.getOptionValue(IGNORE);
    if (!value.matches("\\d{1,5}(,\\d{1,5})*")) {
      throw new UsageException("--%s takes labels such as 255 or 0,255, not '%s'", IGNORE, value);
    }
    Set<Integer> labels = new TreeSet<>();
    for (String label : value.split(",", -1)) {
      labels.add(Integer.valueOf(label));
    }
    return labels;
  }
}
