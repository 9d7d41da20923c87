package dev.espalier.accuracy.data;

import dev.espalier.accuracy.LabelMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The scene parsing benchmark of ADE20K (Zhou et al., 2017): 150 classes in label pictures as 1 to
 * 150, where 0 is ignored. Their names are in {@code objectInfo150.txt}.
 */
final class Ade20k implements Layout.Files {
  private static final String PICTURES = "images";
  private static final String LABELS = "annotations";
  private static final String PREFIX = "ADE_";
  private static final String NAMES = "objectInfo150.txt";
  private static final int CLASSES = 150;
  private static final String DEFAULT_SPLIT = "validation";

  @Override
  public boolean fit(FileTree files) {
    return files.paths().stream().map(PathName::of).anyMatch(Ade20k::isLabels);
  }

  private static boolean isLabels(PathName name) {
    return name.isIn(LABELS) && name.stem().startsWith(PREFIX) && name.isLabels();
  }

  @Override
  public Listing list(FileTree files, Optional<String> split) {
    Optional<String> wanted = Optional.of(split.orElse(DEFAULT_SPLIT));
    Partners partners = new Partners(files);
    for (String path : Splits.select(files, wanted)) {
      PathName name = PathName.of(path);
      if (isLabels(name)) {
        partners.labels(name.stem(), path);
      } else if (name.isIn(PICTURES) && name.isPicture()) {
        partners.picture(name.stem(), path);
      }
    }
    return new Listing(
        Splits.requireAny(
            files, wanted, partners.pairs(), "images/validation and annotations/validation"),
        id -> id < 1 || id > CLASSES ? LabelMap.IGNORE : id - 1,
        names(files));
  }

  private static List<String> names(FileTree files) {
    return files.paths().stream()
        .filter(path -> path.equals(NAMES) || path.endsWith("/" + NAMES))
        .min(Comparator.comparingInt(String::length))
        .map(path -> names(new String(files.read(path), StandardCharsets.UTF_8)))
        .orElse(List.of());
  }

  /** The last column, without the synonyms; the first line is the heading. */
  private static List<String> names(String table) {
    List<String> names = new ArrayList<>();
    table
        .lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .forEach(
            line -> names.add(line.substring(line.lastIndexOf('\t') + 1).split(",", 2)[0].strip()));
    return names.size() == CLASSES ? names : List.of();
  }
}
