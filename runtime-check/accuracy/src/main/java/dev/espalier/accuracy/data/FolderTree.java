package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a folder and the folders in it; links are followed. */
record FolderTree(Path root, List<String> paths) implements FileTree {
  static FolderTree of(Path root) {
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> paths =
          files
              .filter(Files::isRegularFile)
              .map(file -> path(root.relativize(file)))
              .filter(path -> !FileTree.isHidden(path))
              .sorted()
              .toList();
      return new FolderTree(root, paths);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("%s: cannot list the folder: %s", root, e.getMessage());
    }
  }

  private static String path(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  @Override
  public byte[] read(String path) {
    Path file = root.resolve(path);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException("%s: cannot be read: %s", file, e);
    }
  }
}
