package dev.espalier.compiler;

import dev.espalier.check.EvidenceInput;
import dev.espalier.check.EvidenceInputs;
import dev.espalier.check.MemoryLimit;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.ConversionMetadata.Optimization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One run of a {@link CompileJob}: writes the outputs into a folder and judges them. */
final class Compilation {
  private final CompileJob job;
  private final CompileOptions options;
  private final Path folder;
  private final CompileListener listener;
  private final SortedMap<String, Double> timings = new TreeMap<>();

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
    Future<String> digest = Digest.start(job.model());
    ReportJson.prepare(ReportPage.class);
    OnnxModel input = step("read", () -> OnnxReader.read(job.model(), options.inputShapes()));
    SortedMap<String, Future<String>> external = InputDigests.start(job.model(), input);
    Optional<AlignedModel> aligned = align(input);
    Graph supernet = aligned.map(AlignedModel::model).orElse(input).graph();
    Sizes sizes = Sizes.of(input.graph(), options.inputShapes());
    Pipeline.Result compiled = step("optimise", () -> Pipeline.standard(supernet));
    Optional<TfliteExport> lowered =
        needsLowering()
            ? Optional.of(step("lower", () -> lower(compiled, sizes)))
            : Optional.empty();
    Optional<PredictedTime> time = predict(lowered);
    Optional<Double> unmasked = unmasked(input);
    WriteModels models = new WriteModels(options, folder);
    ModelFiles files = step("write", () -> models.write(input, compiled, lowered));
    Verification.Findings found =
        options.verify()
            ? step("verify", () -> verify(input, aligned, sizes, files))
            : Verification.NONE;
    timings.putAll(found.times());
    InputDigests digests = step("digest", () -> InputDigests.await(digest, external));
    CompileReport report =
        new AssembleReport(
                job,
                input,
                digests,
                aligned.map(AlignedModel::note),
                sizes,
                compiled,
                files,
                found.rows(),
                time)
            .of(timings);
    files.writeChecksums();
    ReportFile.write(
        new Account(job, input, compiled, lowered, files, report, unmasked, found.pictures()));
    return new CompileResult(report, compiled.refusals(), List.of(), Optional.empty());
  }

  private Optional<AlignedModel> align(OnnxModel input) throws IOException {
    return options.align().isPresent()
        ? Optional.of(step("align", () -> AlignedModel.of(input, options.align().getAsLong())))
        : Optional.empty();
  }

  private boolean needsLowering() {
    return options.device().isPresent()
        || options.emit().contains(Format.TFLITE)
        || options.emit().contains(Format.SAVEDMODEL);
  }

  private Optional<PredictedTime> predict(Optional<TfliteExport> lowered) throws IOException {
    if (options.device().isEmpty()) {
      return Optional.empty();
    }
    DeviceBudget device = options.device().get();
    return Optional.of(
        step("predict", () -> PredictedTime.of(lowered.orElseThrow().model(), device)));
  }

  /** What the input would take on the device if all its masks let all channels pass. */
  private Optional<Double> unmasked(OnnxModel input) throws IOException {
    return options.device().isEmpty()
        ? Optional.empty()
        : step("unmasked", () -> UnmaskedTime.of(input.graph(), options));
  }

  private TfliteExport lower(Pipeline.Result compiled, Sizes sizes) {
    boolean cut =
        compiled.ledger().entries().stream().anyMatch(e -> e.count(Fate.KEPT) < e.total());
    Set<Optimization> done = cut ? Set.of(Optimization.STRUCTURED_SPARSITY) : Set.of();
    try {
      TfliteExport export = TfliteExporter.export(compiled.graph(), done, options.tflite());
      requireWholeGpu(export);
      return export;
    } catch (NotOnTargetException e) {
      throw Advice.add(e, compiled.graph(), sizes, options.tflite());
    }
  }

  /** What the exporter leaves to the CPU, because it was asked to, is refused when strict. */
  private void requireWholeGpu(TfliteExport export) {
    if (options.strict()
        && options.tflite().target() == Target.GPU_SAFE
        && !export.gpu().supported()) {
      throw new NotOnTargetException(
          Code.OP_NOT_ON_TARGET,
          "the GPU does not take all of the graph (--strict): %s",
          export.lints().stream()
              .filter(lint -> lint.level() != Level.NOTE)
              .map(lint -> lint.node() + ": " + lint.message())
              .findFirst()
              .orElse("a part stays on the CPU"));
    }
  }

  private Verification.Findings verify(
      OnnxModel input, Optional<AlignedModel> aligned, Sizes sizes, ModelFiles files)
      throws IOException {
    MemoryLimit.check(input.graph(), sizes.symbols());
    List<EvidenceInput> inputs =
        EvidenceInputs.of(
            Sizes.ports(input.graph()),
            options.inputShapes(),
            EvidenceInputs.SEED,
            options.samples());
    return new Verification(job.model(), options, inputs).of(files, aligned);
  }

  private <T> T step(String name, Step<T> work) throws IOException {
    listener.step(name);
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      long nanos = System.nanoTime() - start;
      timings.put(name, (double) TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }
}
