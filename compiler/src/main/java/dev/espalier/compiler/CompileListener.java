package dev.espalier.compiler;

/** Hears what a compile is doing. */
@FunctionalInterface
public interface CompileListener {
  /** A step begins, such as {@code reading}. */
  void step(String name);
}
