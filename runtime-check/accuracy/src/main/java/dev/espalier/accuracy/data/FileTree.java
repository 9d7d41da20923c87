package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files under one root, which several threads may read in any order. */
interface FileTree {
  /** The folder or archive. */
  Path root();

  /** Paths below the root, such as {@code val/image/7.jpg}, in the order of their characters. */
  List<String> paths();

  /**
   * The content of a file.
   *
   * @throws DataException when it cannot be read
   */
  byte[] read(String path);

  /** The tree of a folder or of a tar archive. */
  static FileTree of(Path root) {
    if (Files.isDirectory(root)) {
      return FolderTree.of(root);
    } else if (Files.exists(root)) {
      return TarTree.of(root);
    }
    throw new DataException("%s: there is no such folder or archive", root);
  }

  /** Whether a path is one of those that systems leave behind beside the data. */
  static boolean isHidden(String path) {
    for (String part : path.split("/", -1)) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        return true;
      }
    }
    return false;
  }
}
