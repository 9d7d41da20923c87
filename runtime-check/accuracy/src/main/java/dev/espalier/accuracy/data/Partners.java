package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.data.Listing.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pictures and label pictures that are to be matched by a name they share. */
final class Partners {
  private final FileTree files;
  private final SortedMap<String, String> pictures = new TreeMap<>();
  private final SortedMap<String, String> labels = new TreeMap<>();

  Partners(FileTree files) {
    this.files = files;
  }

  void picture(String name, String path) {
    put(pictures, name, path);
  }

  void labels(String name, String path) {
    put(labels, name, path);
  }

  private void put(SortedMap<String, String> side, String name, String path) {
    String other = side.put(name, path);
    if (other != null) {
      throw new DataException(
          "%s: %s and %s are two files for the sample %s", files.root(), other, path, name);
    }
  }

  /** Every picture with its labels, in the order of their names. */
  List<Pair> pairs() {
    requirePartners(pictures, labels, "label picture");
    requirePartners(labels, pictures, "picture");
    List<Pair> pairs = new ArrayList<>();
    pictures.forEach((name, path) -> pairs.add(new Pair(name, path, labels.get(name))));
    return pairs;
  }

  private void requirePartners(
      SortedMap<String, String> side, SortedMap<String, String> others, String wanted) {
    List<String> alone = side.keySet().stream().filter(n -> !others.containsKey(n)).toList();
    if (!alone.isEmpty()) {
      throw new DataException(
          "%s: there is no %s for %s (sample %s)%s",
          files.root(),
          wanted,
          side.get(alone.get(0)),
          alone.get(0),
          alone.size() == 1 ? "" : " and " + (alone.size() - 1) + " more");
    }
  }
}
