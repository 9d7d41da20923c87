package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.data.Listing.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * PASCAL VOC (Everingham et al., 2010): 20 classes behind the background, indexed label pictures,
 * and the names of a split in a list. The list {@code trainaug} goes with {@code
 * SegmentationClassAug} (Hariharan et al., 2011).
 */
final class PascalVoc implements Layout.Files {
  private static final String PICTURES = "JPEGImages/";
  private static final String LABELS = "SegmentationClass/";
  private static final String MORE_LABELS = "SegmentationClassAug/";
  private static final String LISTS = "ImageSets/Segmentation/";
  private static final String DEFAULT_SPLIT = "val";

  private static final List<String> CLASSES =
      List.of(
          "background",
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");

  @Override
  public boolean fit(FileTree files) {
    return has(files, PICTURES) && (has(files, LABELS) || has(files, MORE_LABELS));
  }

  private static boolean has(FileTree files, String folder) {
    return files.paths().stream().anyMatch(path -> ("/" + path).contains("/" + folder));
  }

  @Override
  public Listing list(FileTree files, Optional<String> split) {
    String base = base(files);
    String wanted = split.orElse(DEFAULT_SPLIT);
    Set<String> there = new HashSet<>(files.paths());
    String labels = base + (wanted.endsWith("aug") ? MORE_LABELS : LABELS);
    List<Pair> pairs = new ArrayList<>();
    for (String name : names(files, base, wanted)) {
      String picture = base + PICTURES + name + ".jpg";
      String map = labels + name + ".png";
      require(files, there, picture, name);
      require(files, there, map, name);
      pairs.add(new Pair(name, picture, map));
    }
    return new Listing(
        Splits.requireAny(files, split, pairs, "names in " + LISTS),
        IntUnaryOperator.identity(),
        CLASSES);
  }

  private static void require(FileTree files, Set<String> there, String path, String name) {
    if (!there.contains(path)) {
      throw new DataException("%s: there is no %s, and a list names %s", files.root(), path, name);
    }
  }

  /** What stands in front of the folders, such as {@code VOCdevkit/VOC2012/}. */
  private static String base(FileTree files) {
    List<String> bases =
        files.paths().stream()
            .filter(path -> ("/" + path).contains("/" + PICTURES))
            .map(path -> path.substring(0, ("/" + path).indexOf("/" + PICTURES)))
            .distinct()
            .toList();
    if (bases.size() != 1) {
      throw new DataException("%s: wanted one folder %s, found %s", files.root(), PICTURES, bases);
    }
    return bases.get(0);
  }

  private static List<String> names(FileTree files, String base, String split) {
    List<String> lists =
        files.paths().stream().filter(path -> path.startsWith(base + LISTS)).toList();
    String list = base + LISTS + split + ".txt";
    if (!lists.contains(list)) {
      throw new DataException("%s: there is no list %s; found %s", files.root(), list, lists);
    }
    return new String(files.read(list), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
