package dev.espalier.compiler;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.Tool;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Puts the report of a compile together, and writes it and the checksums. */
record ReportWriter(
    CompileJob job,
    OnnxModel input,
    Sizes sizes,
    Pipeline.Result compiled,
    OnnxWriter.Summary written,
    List<EquivalenceRow> equivalence) {
  CompileReport report(Path folder, SortedMap<String, Long> timings) throws IOException {
    return new CompileReport(
        CompileReport.SCHEMA_VERSION,
        new CompileReport.Tool(Tool.NAME, Tool.version()),
        inputFigures(),
        List.of(outputFigures(folder.resolve(CompileJob.MODEL))),
        Figures.passes(compiled),
        Figures.channels(compiled.ledger()),
        Figures.choices(compiled),
        equivalence,
        List.of(),
        notes(),
        timings);
  }

  /** Writes the report and, with one line per model file, the checksums. */
  void write(CompileReport report, Path folder) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : Folders.list(folder)) {
      String name = file.getFileName().toString();
      String known = name.equals(CompileJob.MODEL) ? report.outputs().get(0).sha256() : "";
      sums.append(known.isEmpty() ? Digest.sha256(file) : known).append("  ");
      sums.append(name).append('\n');
    }
    Files.writeString(folder.resolve(OutputFolder.CHECKSUMS), sums);
    Files.writeString(folder.resolve(CompileJob.REPORT), ReportJson.text(report));
  }

  private CompileReport.Input inputFigures() throws IOException {
    Graph graph = input.graph();
    MacCount count = sizes.count(graph);
    return new CompileReport.Input(
        job.model().getFileName().toString(),
        Digest.sha256(job.model()),
        input.origin().opset(),
        graph.nodes().size(),
        count.parameters(),
        count.total().value(),
        Inspection.masks(graph).size(),
        Inspection.choices(graph).size(),
        sizes.shapes(),
        Inspection.opaque(graph));
  }

  private CompileReport.Output outputFigures(Path file) throws IOException {
    MacCount count = sizes.count(compiled.graph());
    return new CompileReport.Output(
        "onnx",
        CompileJob.MODEL,
        Digest.sha256(file),
        written.bytes(),
        written.nodes(),
        count.parameters(),
        count.total().value(),
        written.opset());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(input.origin().notes());
    notes.addAll(written.notes());
    if (!job.options().inputShapes().isEmpty()) {
      notes.add("--input-shape fixes the sizes of " + job.options().inputShapes().keySet());
    }
    if (!job.options().verify()) {
      notes.add("the outputs were not compared with the input (--no-verify)");
    }
    return notes;
  }
}
