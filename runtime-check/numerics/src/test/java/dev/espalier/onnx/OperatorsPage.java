package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import dev.espalier.onnx.OnnxSamples.Sample;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.LedgerEntry;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.model.LiteOp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page docs/operators.md: what becomes of a use of every ONNX operator that is read. */
final class OperatorsPage {
  private static final String HEAD =
      """
      # ONNX operators

      What the compiler makes of ONNX's operators, found by reading, pruning and exporting one use
      of each: y of x, f32[1,8,4,4]. Operators that are not in the table, uses that are not
      modelled, and other opsets are opaque: ONNX files keep them, TFLite refuses them, and no
      channel next to them is removed ([ir.md](ir.md#opaque-operators)).

      - **opsets**: those in which the operator is read as what the column IR says.
      - **IR**: the operators of the IR it becomes; nothing where it is computed when the file is
        read, or is its operand.
      - **ties**: what the channels of x (x.1) live and die with: y is the result, w, b and c are
        the other operands.
      - **dead channels**: whether three channels of x that are masked in front of the operator are
        removed, when a convolution makes x and a matrix product reads y; or why not.
      - **TFLite**: the operators it becomes with `--target any`, or the reason it is refused. More
        in [tflite.md](tflite.md).

      This page is generated: `mvn -pl runtime-check/numerics -am test -Dtest=OperatorsPageTest
      -Dsurefire.failIfNoSpecifiedTests=false -Despalier.docs=update`.

      | operator | opsets | IR | ties | dead channels | TFLite |
      |---|---|---|---|---|---|
      """;

  private final Path folder;

  /**
   * @param folder for files in between
   */
  OperatorsPage(Path folder) {
    this.folder = folder;
  }

  /** The operators the table must have. */
  static Map<String, Long> read() {
    return new OperatorReaders(new TensorReader(new ExternalData(Path.of("model")))).since();
  }

  String text() {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    Map<String, Sample> samples = OnnxSamples.all();
    read().forEach((kind, since) -> lines.add(row(kind, since, samples.get(kind))));
    return String.join("\n", lines) + "\n";
  }

  private String row(String kind, long since, Sample sample) {
    long opset = Math.max(since, kind.equals("Upsample") ? 9 : 17);
    Graph alone = Pipeline.simplify(read(opset, alone(sample)));
    Graph asRead = read(opset, alone(sample));
    String operators =
        asRead.nodes().stream()
            .map(n -> "`" + n.op().mnemonic() + "`")
            .collect(Collectors.joining(" "));
    return "| %s | %d-%d | %s | %s | %s | %s |"
        .formatted(
            kind,
            since,
            OperatorReaders.NEWEST,
            operators,
            ties(asRead),
            sample.node().getInputList().contains("x") ? dead(opset, sample, alone.type("y")) : "",
            lowered(alone));
  }

  private Graph read(long opset, GraphProto.Builder graph) {
    return OnnxReader.read(Protos.write(folder, model(opset, graph))).graph();
  }

  /** The use as a whole graph. */
  private static GraphProto.Builder alone(Sample sample) {
    return graph("x:1,8,4,4", "y", sample.node().toBuilder()).addAllInitializer(sample.constants());
  }

  private static String ties(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.operands().contains("x"))
        .findFirst()
        .map(node -> TieText.of(graph, node, node.operands().indexOf("x")))
        .orElse("");
  }

  /** What becomes of dead channels in front. */
  private String dead(long opset, Sample sample, TensorType y) {
    int size = Math.toIntExact(y.elements().value());
    GraphProto.Builder whole =
        graph(
            "i:1,3,4,4",
            "z",
            node("h = Conv i weight"),
            node("x = ChannelMask h scores").setDomain("dev.espalier"),
            sample.node().toBuilder(),
            node("number = Cast y", integer("to", 1)),
            node("rolled = Reshape number row"),
            node("z = MatMul rolled matrix"));
    whole
        .addAllInitializer(sample.constants())
        .addInitializer(floats("weight", shape(8, 3, 1, 1), OnnxSamples.numbers(24)))
        .addInitializer(longs("row", 1, size))
        .addInitializer(floats("matrix", shape(size, 2), OnnxSamples.numbers(2 * size)))
        .addInitializer(floats("scores", shape(8), 1, 0, 1, 0, 1, 1, 0, 1));
    Pipeline.Result result = Pipeline.standard(read(opset, whole));
    Set<String> outcomes = new TreeSet<>();
    for (LedgerEntry entry : result.ledger().entries()) {
      for (Fate fate : Fate.values()) {
        if (entry.count(fate) > 0) {
          outcomes.add(fate == Fate.KEPT ? kept(entry) : "yes");
        }
      }
    }
    return String.join("; ", outcomes);
  }

  private static String kept(LedgerEntry entry) {
    return "no: "
        + entry.reasons().stream()
            .map(blocker -> blocker.reason().text())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static String lowered(Graph graph) {
    try {
      return TfliteExporter.export(graph, TfliteOptions.DEFAULTS.withTarget(Target.ANY))
          .model()
          .ops()
          .stream()
          .map(LiteOp::name)
          .distinct()
          .collect(Collectors.joining(" "));
    } catch (NotOnTargetException e) {
      return "`" + e.code().text() + "`";
    }
  }
}
