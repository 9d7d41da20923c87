package dev.espalier.latency.kernel;

import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import java.util.List;

/** Kernels of textual graphs, lowered for the GPU. */
final class Kernels {
  private Kernels() {}

  /** The kernels of a graph from {@code %x: [1,8,16,16]} to {@code %y}. */
  static List<Kernel> of(String body) {
    return ofGraph("graph @g(%x: f32[1,8,16,16]) {\n" + body + "\nreturn %y\n}\n");
  }

  static List<Kernel> ofGraph(String text) {
    TfliteOptions gpu = TfliteOptions.DEFAULTS;
    return FuseKernels.of(TfliteExporter.export(IrParser.parse(text), gpu).model());
  }

  /** The operators of each kernel. */
  static List<String> names(String body) {
    return of(body).stream().map(Kernel::operators).toList();
  }
}
