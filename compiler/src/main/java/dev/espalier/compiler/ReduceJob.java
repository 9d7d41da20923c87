package dev.espalier.compiler;

import dev.espalier.check.Comparison;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.ModelFormat;
import dev.espalier.check.ReduceDifference;
import dev.espalier.check.ReducedDifference;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.onnx.OnnxException;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.text.LitePrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Cuts two models that differ down to the smallest parts that do, and writes these with all that is
 * needed to look at them and to compare them again.
 *
 * @param inputs on which the models were compared
 * @param tolerance by which they were compared; absent for the usual rule
 * @param folder where the files go; those of an earlier run are replaced
 */
public record ReduceJob(
    Path reference,
    Path candidate,
    List<EvidenceInput> inputs,
    OptionalDouble tolerance,
    Path folder) {
  /** What is in the folder, as JSON. */
  public static final String STATEMENT = "difference.json";

  /** Constants with at most this many elements in all are written into the text of a graph. */
  private static final long FEW = 1 << 12;

  public ReduceJob {
    inputs = List.copyOf(inputs);
  }

  /**
   * Reduces.
   *
   * @param found what {@link Comparison#of} found about the models
   * @return empty when no value that both models have shows the difference; nothing is written then
   * @throws OutputException when the files cannot be written
   */
  public Optional<Difference> run(Comparison found, CompileListener listener)
      throws OutputException {
    try (DifferenceFolder target = DifferenceFolder.open(folder, List.of(reference, candidate))) {
      Path staged = target.staged();
      Optional<ReducedDifference> reduced =
          ReduceDifference.of(
              reference, candidate, inputs, tolerance, found, staged, listener::step);
      if (reduced.isEmpty()) {
        return Optional.empty();
      }
      Difference difference = describe(reduced.get(), staged, listener);
      Files.writeString(staged.resolve(STATEMENT), ReportJson.text(difference));
      target.accept();
      return Optional.of(difference);
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  private Difference describe(ReducedDifference reduced, Path staged, CompileListener listener)
      throws IOException {
    List<String> notes = new ArrayList<>();
    dump(staged, reduced.a(), Difference.TEXT_OF_A, notes);
    dump(staged, reduced.b(), Difference.TEXT_OF_B, notes);
    listener.step("compiling the part again");
    ModelFormat format = ModelFormat.of(candidate);
    Optional<Graph> minimal =
        new ReduceCompile(graph -> Pipeline.standard(graph).graph(), format, tolerance)
            .of(staged.resolve(reduced.a()));
    if (minimal.isPresent()) {
      Files.writeString(
          staged.resolve(Difference.MINIMAL), IrPrinter.printWithContents(minimal.get()));
    }
    return Difference.of(this, reduced, minimal.isPresent(), notes);
  }

  private static void dump(Path staged, String model, String text, List<String> notes)
      throws IOException {
    Path file = staged.resolve(model);
    try {
      Files.writeString(
          staged.resolve(text),
          switch (ModelFormat.of(file)) {
            case ONNX -> text(OnnxReader.read(file).graph());
            case TFLITE -> LitePrinter.print(TfliteReader.read(file));
          });
    } catch (OnnxException e) {
      notes.add("no " + text + ": " + model + " cannot be read: " + e.getMessage());
    }
  }

  private static String text(Graph graph) {
    long elements = graph.constants().values().stream().mapToLong(tensor -> tensor.size()).sum();
    return elements <= FEW ? IrPrinter.printWithContents(graph) : IrPrinter.print(graph);
  }
}
