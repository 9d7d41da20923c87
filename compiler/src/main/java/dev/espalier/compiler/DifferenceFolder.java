package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that receives a reduced difference. The files are written to a hidden folder inside
 * and moved when they are complete; they replace those of an earlier run, and no others.
 */
final class DifferenceFolder implements AutoCloseable {
  private static final String STAGED = ".espalier-difference";
  private static final List<String> NAMES =
      List.of(
          "a.onnx",
          "a.tflite",
          "b.onnx",
          "b.tflite",
          Difference.TEXT_OF_A,
          Difference.TEXT_OF_B,
          Difference.MINIMAL,
          "inputs",
          ReduceJob.STATEMENT);

  private final Path folder;
  private final List<Path> created;

  private DifferenceFolder(Path folder, List<Path> created) {
    this.folder = folder;
    this.created = created;
  }

  /**
   * Makes the folder if need be.
   *
   * @param models files that must not be replaced
   * @throws OutputException when the folder has files of these names that are none of an earlier
   *     run
   */
  static DifferenceFolder open(Path folder, List<Path> models) throws IOException {
    List<Path> created = new ArrayList<>();
    boolean earlier = Files.exists(folder.resolve(ReduceJob.STATEMENT));
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        continue;
      }
      for (Path model : models) {
        if (Files.exists(model) && Files.isSameFile(file, model)) {
          throw new OutputException("cannot write " + file + ": it is one of the models");
        }
      }
      if (!earlier) {
        throw new OutputException(
            "cannot write " + file + ": there is one, and it is not of an earlier run");
      }
    }
    Folders.create(folder.toAbsolutePath().normalize(), created);
    Folders.delete(folder.resolve(STAGED));
    Files.createDirectory(folder.resolve(STAGED));
    return new DifferenceFolder(folder, created);
  }

  /** Where to write. */
  Path staged() {
    return folder.resolve(STAGED);
  }

  /** Replaces what an earlier run wrote by what was written now; the statement comes last. */
  void accept() throws IOException {
    for (String name : NAMES) {
      Folders.delete(folder.resolve(name));
    }
    for (String name : NAMES) {
      if (Files.exists(staged().resolve(name))) {
        Files.move(staged().resolve(name), folder.resolve(name));
      }
    }
  }

  /** Leaves nothing behind that was not accepted. */
  @Override
  public void close() throws IOException {
    Folders.delete(staged());
    Folders.removeEmpty(created);
  }
}
