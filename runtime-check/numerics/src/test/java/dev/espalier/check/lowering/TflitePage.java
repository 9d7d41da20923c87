package dev.espalier.check.lowering;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Operators;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.OperatorVersions;
import dev.espalier.tflite.file.RuntimeVersion;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page docs/tflite.md: what the exporter makes of the samples of every operator. */
final class TflitePage {
  private static final String HEAD =
      """
      # Graphs in TFLite

      A compiled graph becomes a TFLite file in these steps, one package each in `exporters/tflite`:

      | step | package | what happens |
      |---|---|---|
      | legalize | `legalize` | outputs end in scores or classes as asked; what TFLite lacks is rewritten into what it has, exactly, by rules on the IR |
      | layout | `layout` | every node works in the order of axes of the graph, or in that in which its operand arrives (behind a convolution, channels last): a minimum cut over the bytes that would be transposed. Transposes of the graph only rename axes; bytes move only where the orders of a value and of its reader differ |
      | lower | `lower` | each operator becomes one of TFLite's, with constants transposed at compile time |
      | fuse | `fuse` | activations and biases go into the operator in front, reshapes into one, transposes into flattened weights |
      | weights | `weights` | with `--precision fp16`, weights become 16-bit floats behind DEQUANTIZE |
      | versions | `file` | the smallest version of each operator that does it, and the oldest runtime that knows them all |
      | GPU | `gpu` | the rules of [gpu.md](gpu.md), on the final operators |
      | write | `file` | the file, streamed; then read again by the strict verifier |

      ## Operators

      What becomes of each operator of the IR, found by exporting small graphs of it. Several forms
      stand for several attributes, separated by ";". "GPU" tells whether `--target gpu-safe` (the
      default) takes it, or the reason code with which it, or some form of it, is refused; what it
      lowers differently follows. `--target any` takes all but what the column "refused" says.
      Operators of ONNX that the IR does not model are `opaque_op`; masks and choices are resolved
      before the export.

      This page is generated: `mvn -pl runtime-check/numerics -am test -Dtest=TflitePageTest
      -Dsurefire.failIfNoSpecifiedTests=false -Despalier.docs=update`.

      | operator | lowered to | runtime from | GPU | refused |
      |---|---|---|---|---|
      """;

  private TflitePage() {}

  static String text() {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    for (String operator : Operators.mnemonics()) {
      List<Graph> samples = OperatorSamples.all().getOrDefault(operator, List.of());
      lines.add(
          samples.isEmpty()
              ? "| " + operator + " | | | `opaque_op` | `opaque_op` |"
              : row(operator, samples));
    }
    return String.join("\n", lines) + "\n";
  }

  /** What one export made of an operator, or the code of the refusal. */
  private record Form(
      Optional<String> refusal, String operators, Optional<RuntimeVersion> runtime) {}

  private static String row(String operator, List<Graph> samples) {
    Set<String> plain = new LinkedHashSet<>();
    Set<String> gpu = new LinkedHashSet<>();
    Set<String> refused = new TreeSet<>();
    Set<String> refusedOnGpu = new TreeSet<>();
    List<RuntimeVersion> runtimes = new ArrayList<>();
    for (Graph sample : samples) {
      Form any = form(operator, sample, Target.ANY);
      Form safe = form(operator, sample, Target.GPU_SAFE);
      any.refusal().ifPresentOrElse(refused::add, () -> plain.add(any.operators()));
      safe.refusal().ifPresentOrElse(refusedOnGpu::add, () -> gpu.add(safe.operators()));
      any.runtime().ifPresent(runtimes::add);
    }
    String verdict = verdict(!gpu.isEmpty(), refusedOnGpu);
    gpu.removeAll(plain);
    return String.format(
        "| %s | %s | %s | %s | %s |",
        operator,
        String.join("; ", plain),
        runtimes.stream().min(Comparator.naturalOrder()).map(Objects::toString).orElse(""),
        gpu.isEmpty() ? verdict : verdict + ": " + String.join("; ", gpu),
        refused.isEmpty() ? "" : verdict(!plain.isEmpty(), refused));
  }

  private static String verdict(boolean taken, Set<String> refused) {
    String codes = refused.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
    return refused.isEmpty() ? "yes" : taken ? "some forms: " + codes : codes;
  }

  private static Form form(String operator, Graph graph, Target target) {
    try {
      LiteModel model =
          TfliteExporter.export(graph, TfliteOptions.DEFAULTS.withTarget(target)).model();
      Set<String> results = new LinkedHashSet<>();
      for (Node node : graph.nodes()) {
        if (node.op().mnemonic().equals(operator)) {
          results.addAll(node.results());
        }
      }
      List<LiteOp> made = model.ops().stream().filter(op -> isFrom(op, results)).toList();
      return new Form(
          Optional.empty(),
          made.isEmpty()
              ? "nothing"
              : made.stream().map(TflitePage::text).collect(Collectors.joining(" ")),
          made.stream()
              .flatMap(op -> OperatorVersions.runtime(op.kind(), op.version()).stream())
              .max(Comparator.naturalOrder()));
    } catch (NotOnTargetException e) {
      return new Form(Optional.of(e.code().text()), "", Optional.empty());
    }
  }

  private static boolean isFrom(LiteOp op, Set<String> results) {
    return results.stream()
        .anyMatch(result -> op.node().equals(result) || op.node().startsWith(result + "."));
  }

  private static String text(LiteOp op) {
    return op.version() == 1 ? op.name() : op.name() + " v" + op.version();
  }
}
