package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Opens data sets in folders and tar archives, which are read where they are. */
public final class DataSets {
  /**
   * What is wanted of a data set.
   *
   * @param layout found out when absent
   * @param split a part such as {@code val}; when absent, that of the layout: all of plain folders,
   *     the validation part of the others
   * @param ignored labels of pixels that belong to no class
   */
  public record Options(Optional<Layout> layout, Optional<String> split, Set<Integer> ignored) {
    /** Everything found out, and 255 ignored. */
    public static final Options DEFAULTS =
        new Options(Optional.empty(), Optional.empty(), Set.of(LabelMap.IGNORE_IN_FILES));

    public Options {
      ignored = Set.copyOf(ignored);
    }

    /** These options for a part of the data. */
    public Options withSplit(String name) {
      return new Options(layout, Optional.of(name), ignored);
    }
  }

  /** Label pictures have up to 16 bits. */
  private static final int VALUES = 1 << 16;

  private DataSets() {}

  /** How the files of a data set are laid out. */
  public static Layout layout(Path root) {
    return Layout.of(FileTree.of(root));
  }

  /**
   * Opens a data set.
   *
   * @throws DataException when nothing is there, or a file has no partner; the message names it
   */
  public static DataSet open(Path root, Options options) {
    FileTree files = FileTree.of(root);
    Layout layout = options.layout().orElseGet(() -> Layout.of(files));
    Listing listing = layout.list(files, options.split());
    return new Stored(files, listing, meaning(listing, options.ignored()));
  }

  /** The splits that samples belong to by their names, such as {@code train} and {@code val}. */
  public static Set<String> splits(DataSet data) {
    return Splits.among(IntStream.range(0, data.size()).mapToObj(data::name).toList());
  }

  /** The class of every value that a label picture can hold. */
  private static IntUnaryOperator meaning(Listing listing, Set<Integer> ignored) {
    int[] classes =
        IntStream.range(0, VALUES)
            .map(listing.meaning())
            .map(label -> ignored.contains(label) ? LabelMap.IGNORE : label)
            .toArray();
    return value -> classes[value];
  }

  private record Stored(FileTree files, Listing listing, IntUnaryOperator meaning)
      implements DataSet {
    @Override
    public int size() {
      return listing.pairs().size();
    }

    @Override
    public String name(int i) {
      return listing.pairs().get(i).name();
    }

    @Override
    public Sample sample(int i) {
      Listing.Pair pair = listing.pairs().get(i);
      return new Sample(
          pair.name(),
          ReadPictures.picture(named(pair.picture()), files.read(pair.picture())),
          ReadPictures.labels(named(pair.labels()), files.read(pair.labels()), meaning));
    }

    private String named(String path) {
      return files.root() + ": " + path;
    }

    @Override
    public List<String> classes() {
      return listing.classes();
    }
  }
}
