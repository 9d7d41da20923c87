package dev.espalier.compiler;

import java.nio.file.Path;

/** Hears what a compile is doing. */
@FunctionalInterface
public interface CompileListener {
  /** A step begins, such as {@code read}. */
  void step(String name);

  /** A file of the complete set of outputs is about to be moved into the folder. */
  default void moving(Path file) {}
}
