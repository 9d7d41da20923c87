package dev.espalier.accuracy.data;

import dev.espalier.accuracy.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cityscapes (Cordts et al., 2016): 34 label ids, 19 of which are classes of the benchmark; all
 * others are ignored. Where a download has {@code labelTrainIds} only, these are taken.
 */
final class Cityscapes implements Layout.Files {
  private static final String PICTURES = "leftImg8bit";
  private static final String LABELS = "gtFine";
  private static final String IDS = "_gtFine_labelIds";
  private static final String TRAIN_IDS = "_gtFine_labelTrainIds";
  private static final String DEFAULT_SPLIT = "val";

  /** The label ids of the classes, in their order. */
  private static final List<Integer> CLASS_IDS =
      List.of(7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33);

  private static final List<String> CLASSES =
      List.of(
          "road",
          "sidewalk",
          "building",
          "wall",
          "fence",
          "pole",
          "traffic light",
          "traffic sign",
          "vegetation",
          "terrain",
          "sky",
          "person",
          "rider",
          "car",
          "truck",
          "bus",
          "train",
          "motorcycle",
          "bicycle");

  @Override
  public boolean fit(FileTree files) {
    return has(files, PICTURES) && has(files, LABELS);
  }

  private static boolean has(FileTree files, String folder) {
    return files.paths().stream().anyMatch(path -> PathName.of(path).isIn(folder));
  }

  @Override
  public Listing list(FileTree files, Optional<String> split) {
    Optional<String> wanted = Optional.of(split.orElse(DEFAULT_SPLIT));
    List<String> paths = Splits.select(files, wanted);
    boolean ids = paths.stream().anyMatch(path -> PathName.of(path).stem().endsWith(IDS));
    Partners partners = new Partners(files);
    for (String path : paths) {
      add(path, ids ? IDS : TRAIN_IDS, partners);
    }
    return new Listing(
        Splits.requireAny(
            files, wanted, partners.pairs(), PICTURES + "/val and " + LABELS + "/val"),
        ids ? Cityscapes::trainId : id -> id < CLASSES.size() ? id : LabelMap.IGNORE,
        CLASSES);
  }

  private static void add(String path, String suffix, Partners partners) {
    PathName name = PathName.of(path);
    if (name.isIn(PICTURES) && name.isPicture() && name.stem().endsWith("_" + PICTURES)) {
      partners.picture(name(name, PICTURES, "_" + PICTURES), path);
    } else if (name.isIn(LABELS) && name.isLabels() && name.stem().endsWith(suffix)) {
      partners.labels(name(name, LABELS, suffix), path);
    }
  }

  /** Such as {@code val/bonn/bonn_000000_000019}. */
  private static String name(PathName name, String folder, String suffix) {
    List<String> rest = new ArrayList<>(name.folders());
    rest.subList(0, rest.indexOf(folder) + 1).clear();
    String stem = name.stem().substring(0, name.stem().length() - suffix.length());
    return new PathName(rest, stem, name.ending()).withoutEnding();
  }

  /** The class of a label id. */
  static int trainId(int id) {
    int index = CLASS_IDS.indexOf(id);
    return index < 0 ? LabelMap.IGNORE : index;
  }
}
