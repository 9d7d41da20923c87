package dev.espalier.measure;

import dev.espalier.ir.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A runtime on this machine's CPU, with one thread. */
public interface HostRuntime {
  /** A model once loaded. Times are in milliseconds, each the mean of the fastest fifth of runs. */
  interface Loaded extends AutoCloseable {
    /** What the runtime executes, in order, each timed by the runtime's own profiler. */
    List<TimedKernel> profile(double seconds) throws IOException;

    /** The time of a whole run, without a profiler. */
    double time(double seconds);

    @Override
    void close() throws IOException;
  }

  /** The name in profiles: {@code onnxruntime}. */
  String name();

  /** The version of the library that was loaded. */
  String version();

  /** The ending of the files it runs: {@code onnx}. */
  String format();

  /** Writes a graph as a file that this runtime can run; false when it has no such operators. */
  boolean write(Graph graph, Path file) throws IOException;

  /**
   * Loads a file.
   *
   * @throws dev.espalier.check.RunException when the runtime cannot run it
   */
  Loaded load(Path file) throws IOException;
}
