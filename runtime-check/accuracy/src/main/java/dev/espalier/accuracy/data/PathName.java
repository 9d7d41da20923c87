package dev.espalier.accuracy.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A path taken apart.
 *
 * @param folders from the root
 * @param stem the file's name without its ending
 * @param ending in small letters, without a dot; empty when there is none
 */
record PathName(List<String> folders, String stem, String ending) {
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "bmp");
  private static final Set<String> LABELS = Set.of("png", "bmp");

  PathName {
    folders = List.copyOf(folders);
  }

  static PathName of(String path) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    String file = parts.get(parts.size() - 1);
    int dot = file.lastIndexOf('.');
    return new PathName(
        parts.subList(0, parts.size() - 1),
        dot < 0 ? file : file.substring(0, dot),
        dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  boolean isPicture() {
    return PICTURES.contains(ending);
  }

  /** Label pictures are never compressed with loss. */
  boolean isLabels() {
    return LABELS.contains(ending);
  }

  /** Whether one of the folders has this name. */
  boolean isIn(String folder) {
    return folders.contains(folder);
  }

  /** Folders and stem, as a path. */
  String withoutEnding() {
    return folders.isEmpty() ? stem : String.join("/", folders) + "/" + stem;
  }
}
