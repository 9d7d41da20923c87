package dev.espalier.compiler;

import dev.espalier.check.Equivalence;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.EvidenceInputs;
import dev.espalier.check.Tolerance;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One run of a {@link CompileJob}: writes the outputs into a folder and judges them. */
final class Compilation {
  private static final String METADATA = "espalier.compile";

  private final CompileJob job;
  private final CompileOptions options;
  private final Path folder;
  private final CompileListener listener;
  private final SortedMap<String, Long> timings = new TreeMap<>();

  Compilation(CompileJob job, Path folder, CompileListener listener) {
    this.job = job;
    this.options = job.options();
    this.folder = folder;
    this.listener = listener;
  }

  /** Work that writes files. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }

  CompileResult run() throws IOException {
    OnnxModel input = step("read", () -> OnnxReader.read(job.model(), options.inputShapes()));
    Sizes sizes = Sizes.of(input.graph(), options.inputShapes());
    Pipeline.Result compiled = step("optimise", () -> Pipeline.standard(input.graph()));
    Path file = folder.resolve(CompileJob.MODEL);
    OnnxModel output = input.withGraph(compiled.graph());
    String trace = ReportJson.line(Trace.of(compiled));
    OnnxWriter writer = writer().withMetadata(Map.of(METADATA, trace));
    OnnxWriter.Summary written = step("write", () -> writer.write(output, file));
    List<EquivalenceRow> rows =
        options.verify() ? step("verify", () -> compare(input, file)) : List.of();
    ReportWriter report = new ReportWriter(job, input, sizes, compiled, written, rows);
    CompileReport told = report.report(folder, timings);
    report.write(told, folder);
    return Judgement.of(told, options, compiled.refusals());
  }

  private OnnxWriter writer() {
    return options.opset().isPresent()
        ? new OnnxWriter(Math.toIntExact(options.opset().getAsLong()))
        : new OnnxWriter();
  }

  private List<EquivalenceRow> compare(OnnxModel input, Path candidate) {
    List<EvidenceInput> inputs =
        EvidenceInputs.of(
            Sizes.ports(input.graph()),
            options.inputShapes(),
            EvidenceInputs.SEED,
            options.samples());
    return Equivalence.compare(job.model(), candidate, inputs, Tolerance.ONNX);
  }

  private <T> T step(String name, Step<T> work) throws IOException {
    listener.step(name);
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      timings.put(name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
  }
}
