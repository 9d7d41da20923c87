package dev.espalier.measure;

import dev.espalier.check.TimedOnnx;
import dev.espalier.latency.read.OrtProfile;
import dev.espalier.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model in ONNX Runtime, once for each way of timing it.
 *
 * @param folder for the runtime's own files
 */
record OrtLoaded(Path model, Path folder) implements HostRuntime.Loaded {
  @Override
  public List<TimedKernel> profile(double seconds) throws IOException {
    Path optimised = folder.resolve("optimised.onnx");
    try (TimedOnnx timed = TimedOnnx.profiled(model, folder.resolve("profile"), optimised)) {
      Repeat.time(seconds, timed::run);
      OrtPlan plan = new OrtPlan(ModelFile.parse(optimised), timed.inputs());
      return plan.kernels(OrtProfile.read(timed.endProfile()));
    }
  }

  @Override
  public double time(double seconds) {
    try (TimedOnnx timed = TimedOnnx.open(model)) {
      return Repeat.time(seconds, timed::run);
    }
  }

  @Override
  public void close() throws IOException {
    WorkFolder.delete(folder);
  }
}
