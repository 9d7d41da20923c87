package dev.espalier.accuracy.data;

import dev.espalier.accuracy.SampleFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Pictures below a folder such as {@code images} and labels below one such as {@code labels}; two
 * files belong together when their paths are equal but for that folder and the ending. Also {@code
 * val/X.png} with {@code valannot/X.png}. Names of the classes may be in {@code classes.txt}, one
 * per line.
 */
final class PairedFolders implements Layout.Files {
  private static final Set<String> PICTURES = Set.of("image", "images", "img", "imgs");
  private static final Set<String> LABELS =
      Set.of("label", "labels", "mask", "masks", "annotation", "annotations", "annot", "gt");
  private static final String ANNOTATED = "annot";
  private static final String WANTED =
      "pictures below images/ (or image, img) and PNG files of the same names below labels/"
          + " (or label, masks, annotations)";

  @Override
  public boolean fit(FileTree files) {
    return true;
  }

  @Override
  public Listing list(FileTree files, Optional<String> split) {
    Partners partners = new Partners(files);
    Set<String> annotated = annotatedFolders(files);
    for (String path : files.paths()) {
      add(path, annotated, split, partners);
    }
    return new Listing(
        Splits.requireAny(files, split, partners.pairs(), WANTED),
        IntUnaryOperator.identity(),
        classes(files));
  }

  private static void add(
      String path, Set<String> annotated, Optional<String> split, Partners partners) {
    PathName name = PathName.of(path);
    for (int i = 0; i < name.folders().size(); i++) {
      String folder = name.folders().get(i).toLowerCase(Locale.ROOT);
      boolean labels = LABELS.contains(folder) || isAnnotation(folder);
      if (labels || PICTURES.contains(folder) || annotated.contains(folder)) {
        PathName common = without(name, i);
        if (!Splits.isIn(split, common)) {
          return;
        } else if (labels && name.isLabels()) {
          partners.labels(common.withoutEnding(), path);
        } else if (!labels && name.isPicture()) {
          partners.picture(common.withoutEnding(), path);
        }
        return;
      }
    }
  }

  /** What the path of a picture and that of its labels have in common. */
  private static PathName without(PathName name, int folder) {
    List<String> rest = new ArrayList<>(name.folders());
    String removed = rest.remove(folder).toLowerCase(Locale.ROOT);
    if (isAnnotation(removed)) {
      rest.add(folder, removed.substring(0, removed.length() - ANNOTATED.length()));
    } else if (!PICTURES.contains(removed) && !LABELS.contains(removed)) {
      rest.add(folder, removed);
    }
    return new PathName(rest, name.stem(), name.ending());
  }

  private static boolean isAnnotation(String folder) {
    return folder.endsWith(ANNOTATED) && folder.length() > ANNOTATED.length();
  }

  private static Set<String> annotatedFolders(FileTree files) {
    Set<String> annotated = new TreeSet<>();
    for (String path : files.paths()) {
      for (String folder : PathName.of(path).folders()) {
        String lower = folder.toLowerCase(Locale.ROOT);
        if (isAnnotation(lower)) {
          annotated.add(lower.substring(0, lower.length() - ANNOTATED.length()));
        }
      }
    }
    return annotated;
  }

  private static List<String> classes(FileTree files) {
    return files.paths().stream()
        .filter(
            path -> path.equals(SampleFolder.CLASSES) || path.endsWith("/" + SampleFolder.CLASSES))
        .min(Comparator.comparingInt(String::length))
        .map(path -> lines(files.read(path)))
        .orElse(List.of());
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
