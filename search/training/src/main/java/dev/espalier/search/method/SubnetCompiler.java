package dev.espalier.search.method;

import java.io.IOException;
import java.nio.file.Path;

/** Compiles what a search has found. */
@FunctionalInterface
public interface SubnetCompiler {
  /**
   * Writes {@code model.onnx} and all that belongs to it.
   *
   * @param supernet with the masks and choices that were found
   * @return whether they are there; not if a check failed
   */
  boolean compile(Path supernet, Path folder) throws IOException;
}
