package dev.espalier.compiler;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.Tool;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.simplify.FoldConstants;
import dev.espalier.tflite.TfliteExport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Puts the report of a compile together.
 *
 * @param inputDigests SHA-256 of the input file and those with its weights
 * @param aligned how the masks of the input were changed, if they were
 */
record AssembleReport(
    CompileJob job,
    OnnxModel input,
    InputDigests inputDigests,
    Optional<String> aligned,
    Sizes sizes,
    Pipeline.Result compiled,
    ModelFiles files,
    List<EquivalenceRow> equivalence,
    Optional<PredictedTime> time) {
  private static final String FOLD = new FoldConstants().name();

  /**
   * @param timings of the compile so far
   */
  CompileReport of(SortedMap<String, Double> timings) throws IOException {
    CompileReport.Input before = inputFigures();
    List<CompileReport.Output> outputs = OutputFigures.of(files, sizes.count(compiled.graph()));
    Optional<LatencyFigures> latency = time.map(PredictedTime::figures);
    List<CompileReport.Lint> lints = lints();
    return new CompileReport(
        CompileReport.SCHEMA_VERSION,
        new CompileReport.Tool(Tool.NAME, Tool.version()),
        before,
        outputs,
        Figures.passes(compiled),
        Figures.channels(compiled.ledger()),
        Figures.choices(compiled),
        files.tflite().map(export -> Figures.layout(export.layout())),
        files.tflite().map(TfliteExport::gpu),
        equivalence,
        latency,
        lints,
        Judgement.of(job.options(), before, outputs, equivalence, latency, lints),
        notes(),
        timings);
  }

  private List<CompileReport.Lint> lints() {
    return Stream.concat(
            files.tflite().stream().flatMap(export -> export.lints().stream()),
            time.stream().flatMap(predicted -> predicted.lints().stream()))
        .map(Figures::lint)
        .toList();
  }

  private CompileReport.Input inputFigures() {
    Graph graph = input.graph();
    MacCount count = sizes.count(graph);
    return new CompileReport.Input(
        job.model().getFileName().toString(),
        inputDigests.model(),
        input.origin().opset(),
        graph.nodes().size(),
        count.parameters(),
        count.total().value(),
        Inspection.masks(graph).size(),
        Inspection.choices(graph).size(),
        sizes.shapes(),
        Inspection.opaque(graph),
        inputDigests.external());
  }

  /** What depends on no input, but is computed in every run, since its result is so large. */
  private List<String> leftToCompute() {
    return compiled.refusals().stream()
        .filter(refusal -> refusal.rule().equals(FOLD))
        .filter(refusal -> compiled.graph().producer(refusal.value()).isPresent())
        .map(
            refusal ->
                "%"
                    + refusal.value()
                    + " is not computed at compile time: it "
                    + refusal.refused().reason())
        .distinct()
        .toList();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(input.origin().notes());
    files.onnx().ifPresent(written -> notes.addAll(written.notes()));
    notes.addAll(compiled.ledger().notes());
    aligned.ifPresent(notes::add);
    notes.addAll(leftToCompute());
    if (!job.options().inputShapes().isEmpty()) {
      notes.add("--input-shape fixes the sizes of " + job.options().inputShapes().keySet());
    }
    if (files.savedModel().isPresent()) {
      notes.add(Format.SAVEDMODEL.file() + " was not compared with the input, TensorFlow runs it");
    }
    if (!job.options().verify()) {
      notes.add("the outputs were not compared with the input (--no-verify)");
    }
    return notes;
  }
}
