package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.data.Listing.Pair;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a data set that have a folder each, such as {@code train} and {@code val}. */
final class Splits {
  private static final List<Set<String>> SAME =
      List.of(Set.of("train", "training"), Set.of("val", "validation"), Set.of("test", "testing"));

  private Splits() {}

  /** Whether a folder holds a split; {@code val} and {@code validation} are the same one. */
  private static boolean isFolderOf(String split, String folder) {
    return folder.equals(split)
        || SAME.stream().anyMatch(names -> names.contains(folder) && names.contains(split));
  }

  /** The paths below a folder of the split; all of them without a split. */
  static List<String> select(FileTree files, Optional<String> split) {
    return files.paths().stream().filter(path -> isIn(split, PathName.of(path))).toList();
  }

  /** Whether one of the folders of a path is that of the split, if there is one. */
  static boolean isIn(Optional<String> split, PathName path) {
    return split.isEmpty()
        || path.folders().stream().anyMatch(folder -> isFolderOf(split.get(), folder));
  }

  /** Refuses to go on without any samples. */
  static List<Pair> requireAny(
      FileTree files, Optional<String> split, List<Pair> found, String wanted) {
    if (!found.isEmpty()) {
      return found;
    }
    if (split.isPresent()) {
      throw new DataException(
          "%s: no samples of the split '%s'%s", files.root(), split.get(), there(files.paths()));
    }
    throw new DataException("%s: no samples there; wanted %s", files.root(), wanted);
  }

  /** The folders of splits that paths go through. */
  static Set<String> among(Collection<String> paths) {
    Set<String> splits = new TreeSet<>();
    for (String path : paths) {
      PathName.of(path).folders().stream()
          .filter(folder -> SAME.stream().anyMatch(names -> names.contains(folder)))
          .forEach(splits::add);
    }
    return splits;
  }

  private static String there(Collection<String> paths) {
    Set<String> splits = among(paths);
    return splits.isEmpty() ? "" : ", only of " + String.join(", ", splits);
  }
}
