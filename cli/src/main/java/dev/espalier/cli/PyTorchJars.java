package dev.espalier.cli;

import dev.espalier.ir.Tool;

/** The jars of PyTorch, which have an archive of their own. */
final class PyTorchJars {
  /** Lies in the jar with the native libraries. */
  private static final String NATIVES = "native/lib/pytorch.properties";

  private PyTorchJars() {}

  /**
   * Makes sure that they are there.
   *
   * @param user what needs them
   */
  static void require(String user) {
    if (PyTorchJars.class.getClassLoader().getResource(NATIVES) == null) {
      throw new UsageException(
          "%1$s needs PyTorch: unpack %2$s-%3$s-training-PLATFORM.zip where you unpacked"
              + " %2$s-%3$s.zip",
          user, Tool.NAME, Tool.version());
    }
  }
}
