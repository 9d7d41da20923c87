package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is done to folders as a whole. */
public final class Folders {
  private Folders() {}

  /** Makes a folder and those above it; puts the ones made into a list, the innermost first. */
  static void create(Path folder, List<Path> created) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder)) {
      throw new OutputException("cannot write into " + folder + ": it is a file, not a folder");
    }
    if (folder.getParent() != null) {
      create(folder.getParent(), created);
    }
    Files.createDirectory(folder);
    created.add(0, folder);
  }

  /** Removes folders that are empty, the innermost first. */
  static void removeEmpty(List<Path> folders) throws OutputException {
    for (Path folder : folders) {
      try {
        if (!list(folder).isEmpty()) {
          return;
        }
        Files.delete(folder);
      } catch (IOException e) {
        throw OutputException.of(folder, e);
      }
    }
  }

  /** Removes a file, or a folder and what is in it; does nothing when there is none. */
  public static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      for (Path file : list(path)) {
        delete(file);
      }
    }
    Files.deleteIfExists(path);
  }

  /** The files in a folder, sorted. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}
