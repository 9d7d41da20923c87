package dev.espalier.measure;

import dev.espalier.ir.Graph;
import dev.espalier.measure.net.Probes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Writes models of single operators, and a script that times them on a phone. */
public final class WriteProbes {
  /** The script's name. */
  public static final String SCRIPT = "run-probes.sh";

  private WriteProbes() {}

  /**
   * Writes every probe as ONNX and as TFLite.
   *
   * @return the names of the probes
   */
  public static Set<String> into(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Graph> probes = Probes.all();
    for (Map.Entry<String, Graph> probe : probes.entrySet()) {
      new OnnxRuntimeHost().write(probe.getValue(), folder.resolve(probe.getKey() + ".onnx"));
      new TfliteHost().write(probe.getValue(), folder.resolve(probe.getKey() + ".tflite"));
    }
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
