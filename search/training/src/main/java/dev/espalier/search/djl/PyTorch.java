package dev.espalier.search.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one way to PyTorch: makes the settings that must stand before DJL is touched, so that it
 * neither downloads nor reports anything.
 */
public final class PyTorch {
  private static final Engine ENGINE = load();

  private PyTorch() {}

  private static Engine load() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    return Engine.getEngine("PyTorch");
  }

  static Engine engine() {
    return ENGINE;
  }

  /** Owner of arrays that live until it is closed. */
  public static NDManager newManager() {
    return ENGINE.newBaseManager();
  }

  /** The version of the native library. */
  public static String version() {
    return ENGINE.getVersion();
  }

  /** How many threads an operator uses that is called from this thread. */
  public static void setThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /** See {@link #setThreads}. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }
}
