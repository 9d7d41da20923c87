package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors planted in a compiled network are found, with little around them. */
final class ReduceDifferenceTest {
  /** Most values have 8 channels of 8 x 8, so that their sizes tell nothing about their axes. */
  private static final String NETWORK =
      """
      graph @net(%x: f32[1,3,8,8]) {
        %c1 = conv(%x, f32[8,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %n1 = batch_normalization(%c1, f32[8]#rand(2), f32[8]#rand(3), f32[8]#rand(4), f32[8]#fill(0.7))
        %r1 = relu(%n1)
        %c2 = conv(%r1, f32[8,8,3,3]#rand(5)) {pads=[1,1,1,1]}
        %m2 = channel_mask(%c2, f32[8]#[1, 1, 0, 1, 1, 1, 0, 1])
        %n2 = batch_normalization(%m2, f32[8]#rand(6), f32[8]#rand(7), f32[8]#rand(8), f32[8]#fill(0.9))
        %r2 = relu(%n2)
        %s = add(%r2, %r1)
        %c3 = conv(%s, f32[4,8,1,1]#rand(9))
        %c4 = conv(%s, f32[4,8,3,3]#rand(10)) {pads=[1,1,1,1]}
        %k = concat(%c3, %c4) {axis=1}
        %r3 = relu(%k)
        %c5 = conv(%r3, f32[6,8,3,3]#rand(11)) {strides=[2,2], pads=[1,1,1,1]}
        %n5 = batch_normalization(%c5, f32[6]#rand(12), f32[6]#rand(13), f32[6]#rand(14), f32[6]#fill(0.5))
        %r5 = relu(%n5)
        %f = reshape(%r5) {shape=[1,96]}
        %y = gemm(%f, f32[96,10]#rand(15), f32[10]#rand(16))
        return %y
      }
      """;

  @TempDir private Path folder;

  /** What is found, and the re-run that a user can do of it. */
  private record Found(ReducedDifference reduced, Comparison again) {}

  private Path onnx(Graph graph, String name) throws IOException {
    Path file = folder.resolve(name);
    new OnnxWriter().write(OnnxModel.of(graph), file);
    return file;
  }

  private Path tflite(Graph graph, String name) throws IOException {
    Path file = folder.resolve(name);
    TfliteWriter.write(TfliteExporter.export(graph, TfliteOptions.DEFAULTS).model(), file);
    return file;
  }

  private static Graph compiled(String network) {
    return Pipeline.standard(IrParser.parse(network)).graph();
  }

  private Optional<Found> reduce(Path reference, Path candidate) throws IOException {
    OptionalDouble usual = OptionalDouble.empty();
    List<EvidenceInput> inputs =
        Comparison.inputs(reference, candidate, Map.of(), Optional.empty());
    Comparison found = Comparison.of(reference, candidate, inputs, usual);
    Path into = Files.createDirectories(folder.resolve("reduced"));
    Optional<ReducedDifference> reduced =
        ReduceDifference.of(reference, candidate, inputs, usual, found, into, step -> {});
    if (reduced.isEmpty()) {
      return Optional.empty();
    }
    Path a = into.resolve(reduced.get().a());
    Path b = into.resolve(reduced.get().b());
    Optional<Path> samples = Optional.of(into.resolve(reduced.get().samples()));
    Comparison again = Comparison.of(a, b, Comparison.inputs(a, b, Map.of(), samples), usual);
    return Optional.of(new Found(reduced.get(), again));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a wrong fold     | f32[8]#rand(7)                  | f32[8]#rand(17)       | n2,r2
          a wrong pad      | strides=[2,2], pads=[1,1,1,1]   | strides=[2,2], pads=[0,0,2,2] | n5,r5
          a wrong weight   | f32[4,8,1,1]#rand(9)            | f32[4,8,1,1]#rand(19) | k,c3
          a missing mask   | [1, 1, 0, 1, 1, 1, 0, 1]        | [1, 1, 1, 1, 1, 1, 1, 1] | n2,r2,s
          a swapped concat | concat(%c3, %c4)                | concat(%c4, %c3)      | k
          """)
  void anErrorOfTheCompilerIsCutOut(String error, String right, String wrong, String culprits)
      throws IOException {
    Path reference = onnx(IrParser.parse(NETWORK), "reference.onnx");
    Path candidate = onnx(compiled(NETWORK.replace(right, wrong)), "candidate.onnx");
    assertCutOut(error, culprits, reduce(reference, candidate).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a wrong layout   | %f = reshape(%r5)  | %t = transpose(%r5) {permutation=[0,2,3,1]} %f = reshape(%t) | f,y
          a wrong weight   | f32[4,8,1,1]#rand(9)            | f32[4,8,1,1]#rand(19) | k,c3
          a wrong pad      | strides=[2,2], pads=[1,1,1,1]   | strides=[2,2], pads=[0,0,2,2] | n5,r5
          """)
  void anErrorOfTheExporterIsCutOut(String error, String right, String wrong, String culprits)
      throws IOException {
    Path reference = onnx(IrParser.parse(NETWORK), "reference.onnx");
    Path candidate = tflite(compiled(NETWORK.replace(right, wrong)), "candidate.tflite");
    assertCutOut(error, culprits, reduce(reference, candidate).orElseThrow());
  }

  /** All names but those of inputs and outputs are others; an error in front of the last layer. */
  @Test
  void whereNamesAreLostContentsTell() throws IOException {
    Path reference = onnx(IrParser.parse(NETWORK), "reference.onnx");
    String renamed =
        NETWORK
            .replace("f32[96,10]#rand(15)", "f32[96,10]#rand(25)")
            .replaceAll("%([a-wz])([0-9]?)\\b", "%$1$2.renamed");
    for (Path candidate :
        List.of(
            onnx(compiled(renamed), "candidate.onnx"),
            tflite(compiled(renamed), "candidate.tflite"))) {
      Found found = reduce(reference, candidate).orElseThrow();
      assertCutOut("a wrong weight", "y", found);
    }
  }

  private static void assertCutOut(String error, String culprits, Found found) {
    assertThat(found.again().pass()).as(error).isFalse();
    assertThat(culprits.split(",")).as(error).contains(found.reduced().value());
    assertThat(found.reduced().operatorsOfA()).as(error).isLessThanOrEqualTo(4);
    assertThat(found.reduced().operatorsOfB()).as(error).isLessThanOrEqualTo(4);
  }

  /** What is cut out must differ for the error's sake, not because axes were taken for others. */
  @Test
  void partsOfEqualModelsAreEqualWhateverTheOrderOfAxes() throws IOException {
    Path reference = onnx(IrParser.parse(NETWORK), "reference.onnx");
    Path candidate = tflite(compiled(NETWORK), "candidate.tflite");
    EvidenceInput input =
        Comparison.inputs(reference, candidate, Map.of(), Optional.empty()).get(0);
    Divergence divergence =
        FindDivergence.of(
            Exposed.read(reference), Exposed.read(candidate), input, Tolerance.TFLITE);
    assertThat(divergence.first()).isEmpty();
    List<PortTranslation> equal = divergence.equal();
    assertThat(equal).extracting(PortTranslation::name).contains("r1", "s", "r3", "r5", "y");
    for (int i = 0; i < equal.size(); i++) {
      PartPair pair = PartPair.of(divergence.common(), equal.subList(0, i), equal.get(i));
      Path a = folder.resolve("a.onnx");
      Path b = folder.resolve("b.tflite");
      pair.write(a, b);
      List<EvidenceInput> sample = List.of(pair.sample());
      Comparison parts = Comparison.ofOutputs(a, b, sample, OptionalDouble.empty());
      assertThat(parts.pass()).as("%s: %s", equal.get(i), parts).isTrue();
    }
  }

  @Test
  void equalModelsAreNotReduced() throws IOException {
    Path reference = onnx(IrParser.parse(NETWORK), "reference.onnx");
    assertThat(reduce(reference, onnx(compiled(NETWORK), "candidate.onnx"))).isEmpty();
    assertThat(reduce(reference, tflite(compiled(NETWORK), "candidate.tflite"))).isEmpty();
  }
}
