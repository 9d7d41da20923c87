package dev.espalier.examples.api;

import dev.espalier.check.Comparison;
import dev.espalier.check.EvidenceInput;
import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileReport;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.DeviceBudget;
import dev.espalier.compiler.LatencyJob;
import dev.espalier.ir.Graph;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the command line does, from Java. */
final class CompileInJava {
  private CompileInJava() {}

  /** Puts masks into a model, which is then a supernet. */
  static void prune(Path model, Path masked) throws IOException {
    OnnxModel read = OnnxReader.read(model);
    PruneOptions options = new PruneOptions(PruneMethod.L1, 0.7, 4, List.of("head"), 7);
    Graph pruned = Prune.run(read.graph(), options).graph();
    new OnnxWriter().write(read.withGraph(pruned), masked);
  }

  /** Compiles to ONNX and TFLite, proves both equal, and holds the predicted time to a budget. */
  static CompileReport compile(Path supernet, Path folder) throws IOException {
    DeviceBudget budget = new DeviceBudget(phone(), OptionalDouble.of(10));
    CompileOptions options = CompileOptions.builder().device(budget).build();
    CompileResult result =
        new CompileJob(supernet, folder, options).run(step -> System.err.println(step + " ..."));
    if (!result.failures().isEmpty()) {
      throw new IllegalStateException(String.join("\n", result.failures()));
    }
    return result.report();
  }

  /** The passes alone: a supernet in, the network that is deployed out. */
  static void runPasses(Path supernet, Path smaller) throws IOException {
    OnnxModel read = OnnxReader.read(supernet, Map.of("image", new long[] {1, 3, 64, 64}));
    Pipeline.Result result = Pipeline.standard(read.graph());
    result.passes().forEach(pass -> System.out.println(pass.name() + " " + pass.changes()));
    new OnnxWriter(17).write(read.withGraph(result.graph()), smaller);
  }

  /** Whether two models, ONNX or TFLite, compute the same. */
  static boolean computeTheSame(Path reference, Path candidate) {
    List<EvidenceInput> inputs =
        Comparison.inputs(reference, candidate, Map.of(), Optional.empty());
    return Comparison.of(reference, candidate, inputs, OptionalDouble.of(1e-4)).pass();
  }

  /** Predicted milliseconds on a phone. */
  static double milliseconds(Path model) {
    return new LatencyJob(model, phone(), Map.of()).run().latency().predictedMs();
  }

  private static Profile phone() {
    return ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
  }
}
