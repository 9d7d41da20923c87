package dev.espalier.measure;

import dev.espalier.ir.Graph;
import dev.espalier.latency.kernel.FuseKernels;
import dev.espalier.latency.read.Probe;
import dev.espalier.latency.read.ProbeManifest;
import dev.espalier.measure.net.Probes;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes models of single operators, and a script that times them on a phone. */
public final class WriteProbes {
  /** The script's name. */
  public static final String SCRIPT = "run-probes.sh";

  private WriteProbes() {}

  /**
   * Writes every probe as ONNX and as TFLite, and what the probes compute.
   *
   * @return the names of the probes
   */
  public static Set<String> into(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Graph> probes = Probes.all();
    List<Probe> manifest = new ArrayList<>();
    for (Map.Entry<String, Graph> probe : probes.entrySet()) {
      LiteModel lowered = TfliteHost.export(probe.getValue());
      manifest.add(Probe.of(probe.getKey(), FuseKernels.of(lowered)));
      new OnnxRuntimeHost().write(probe.getValue(), folder.resolve(probe.getKey() + ".onnx"));
      TfliteWriter.write(lowered, folder.resolve(probe.getKey() + ".tflite"));
    }
    Files.writeString(folder.resolve(ProbeManifest.FILE), ProbeManifest.write(manifest));
    try (InputStream script = WriteProbes.class.getResourceAsStream(SCRIPT)) {
      Path target = folder.resolve(SCRIPT);
      Files.write(target, script.readAllBytes());
      if (!target.toFile().setExecutable(true)) {
        throw new IOException(target + " cannot be made executable");
      }
    }
    return probes.keySet();
  }
}
