package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Rebuild;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gives a node that sums over channels what its removed channels would have added. */
final class RewriteLinear {
  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final Removal removal;
  private final AbsorbConstants absorb;
  private final Function<String, Tensor> cut;

  /**
   * @param cut a constant of the graph without what was removed
   */
  RewriteLinear(
      Graph graph,
      ChannelAnalysis analysis,
      Removal removal,
      AbsorbConstants absorb,
      Function<String, Tensor> cut) {
    this.graph = graph;
    this.analysis = analysis;
    this.removal = removal;
    this.absorb = absorb;
    this.cut = cut;
  }

  /**
   * Adds the node, with its constants accounted for.
   *
   * @param small the node with its attributes cut
   */
  void rewrite(LinearReader reader, Node small, Rebuild rebuild) {
    Node node = isBlockwise(reader) ? withBlockwiseWeight(reader, small, rebuild) : small;
    if (reader.result().isEmpty()) {
      rebuild.node(node);
      return;
    }
    Constants constants = absorb.constants(reader);
    if (!reader.isConvolution()) {
      foldProduct(reader, constants, node, rebuild);
      return;
    }
    Node folded = foldConvolution(reader, constants, node, rebuild);
    if (constants.areFolded()) {
      rebuild.node(folded);
    } else if (absorb.form(reader.node()).orElseThrow() == AbsorbConstants.Form.MAPPED) {
      map(reader, constants, folded, rebuild);
    } else {
      carry(reader, constants, folded, rebuild);
    }
  }

  private int[] rows(LinearReader reader) {
    return removal.left(new ValueAxis(reader.node().result(), reader.result().orElseThrow()));
  }

  private Channels channels(LinearReader reader) {
    return analysis.of(reader.node(), reader.operand()).orElseThrow();
  }

  private void note(LinearReader reader, List<Integer> positions, Fate fate) {
    groups(reader, positions).forEach(group -> removal.absorb(group, fate));
  }

  private void noteMap(LinearReader reader, List<Integer> positions, Tensor map) {
    groups(reader, positions)
        .forEach(group -> removal.map(group, reader.node().result(), map.byteSize()));
  }

  private Stream<Integer> groups(LinearReader reader, List<Integer> positions) {
    return positions.stream().flatMap(p -> removal.removedAt(reader.contracted(), p).stream());
  }

  private Node foldConvolution(
      LinearReader reader, Constants constants, Node node, Rebuild rebuild) {
    if (constants.folded().isEmpty()) {
      return node;
    }
    ConvWeights weights = Constants.weights(graph, analysis, reader);
    int[] rows = rows(reader);
    double[] bias = bias(node, rows.length);
    for (int i = 0; i < rows.length; i++) {
      for (int c : constants.folded()) {
        if (weights.blocks().reads(rows[i], c)) {
          bias[i] += constant(reader, c) * weights.sum(rows[i], c);
        }
      }
    }
    note(reader, constants.folded(), Fate.FOLDED);
    return withOperand(node, 2, "bias", floats(node, bias, bias.length), rebuild);
  }

  private double constant(LinearReader reader, int channel) {
    return ((ChannelState.Constant) channels(reader).at(channel)).value();
  }

  private double[] bias(Node node, int rows) {
    Optional<Tensor> bias = node.operand(2).map(cut);
    return bias.map(Tensor::toDoubles).orElseGet(() -> new double[rows]);
  }

  private void foldProduct(LinearReader reader, Constants constants, Node node, Rebuild rebuild) {
    if (constants.folded().isEmpty() && constants.fixed().isEmpty()) {
      rebuild.node(node);
      return;
    }
    double[] sums = sums(reader, constants.folded());
    Tensor added = floats(node, sums, sums.length);
    if (!constants.fixed().isEmpty()) {
      Tensor both = Flow.evaluate(new Add(), fixed(reader, constants.fixed()), added);
      added = floats(node, both.toDoubles(), both.shape());
    }
    note(reader, constants.folded(), Fate.FOLDED);
    noteMap(reader, constants.fixed(), added);
    add(node, added, rebuild);
  }

  /** What positions that hold maps add to the columns that stay. */
  private Tensor fixed(LinearReader reader, List<Integer> positions) {
    Tensor weight = graph.constant(reader.node(), 1).orElseThrow();
    Tensor matrix = reader.weightAxis() == 1 ? weight.transpose(1, 0) : weight;
    TensorType type = graph.type(reader.contracted().value());
    Tensor columns = matrix.select(1, rows(reader));
    Tensor product =
        KnownEntries.of(graph, analysis, reader)
            .map(entries -> entries.product(positions, columns))
            .orElseGet(() -> KnownProduct.of(channels(reader), type, positions, columns));
    return Flow.evaluate(new Mul(), product, Tensor.scalar(ElementType.F64, alpha(reader)));
  }

  private static double alpha(LinearReader reader) {
    return reader.node().op() instanceof Gemm gemm ? gemm.alpha() : 1;
  }

  /** What positions that hold one number each add to the columns that stay. */
  private double[] sums(LinearReader reader, List<Integer> positions) {
    Tensor weight = graph.constant(reader.node(), 1).orElseThrow();
    MatrixWeights matrix = new MatrixWeights(weight, reader.weightAxis());
    int[] columns = rows(reader);
    double[] sums = new double[columns.length];
    for (int p : positions) {
      double[] row = matrix.row(p);
      double k = alpha(reader) * LinearStates.value(channels(reader), p);
      for (int i = 0; i < columns.length; i++) {
        sums[i] += k * row[columns[i]];
      }
    }
    return sums;
  }

  private void map(LinearReader reader, Constants constants, Node node, Rebuild rebuild) {
    ConvWeights weights = Constants.weights(graph, analysis, reader);
    BlockwiseWeight blocks = weights.blocks();
    int[] rows = rows(reader);
    long[] shape = KnownChannels.sample(graph.type(node.result()));
    shape[1] = rows.length;
    int area = (int) (Shapes.size(shape) / Math.max(1, rows.length));
    double[] sum = new double[rows.length * area];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      List<Integer> own = constants.unfolded().stream().filter(c -> blocks.reads(row, c)).toList();
      if (!own.isEmpty()) {
        // Rows of one group read the same channels, so they are evaluated together.
        int end = i;
        while (end < rows.length && blocks.firstInput(rows[end]) == blocks.firstInput(row)) {
          end++;
        }
        int[] together = Arrays.copyOfRange(rows, i, end);
        Tensor part =
            weights.contribution(
                together, own, channels(reader), graph.type(reader.contracted().value()));
        System.arraycopy(part.toDoubles(), 0, sum, i * area, together.length * area);
        i = end - 1;
      }
    }
    Tensor map = Tensor.of(element(node), shape, sum);
    noteMap(reader, constants.unfolded(), map);
    add(node, map, rebuild);
  }

  private void carry(LinearReader reader, Constants constants, Node node, Rebuild rebuild) {
    Tensor before = graph.constant(reader.node(), 1).orElseThrow();
    Tensor after = rebuiltWeight(reader, node);
    int[] rows = rows(reader);
    int[] inputs = removal.left(reader.contracted());
    BlockwiseWeight from = new BlockwiseWeight(reader.node().op(), before);
    BlockwiseWeight to = new BlockwiseWeight(node.op(), after);
    double[] old = before.toDoubles();
    double[] values = after.toDoubles();
    for (int channel : constants.uniform()) {
      int carrier = constants.carriers().get(channel / from.inputsPerGroup());
      double factor = constant(reader, channel) / constant(reader, carrier);
      for (int i = 0; i < rows.length; i++) {
        if (from.reads(rows[i], channel)) {
          int source = (int) from.at(rows[i], channel);
          int target = (int) to.at(i, Arrays.binarySearch(inputs, carrier));
          for (int k = 0; k < to.kernel(); k++) {
            values[target + k] += factor * old[source + k];
          }
        }
      }
    }
    note(reader, constants.uniform(), Fate.CARRIED);
    Tensor weight = Tensor.of(after.element(), after.shape(), values);
    rebuild.node(withOperand(node, 1, "weight", weight, rebuild));
  }

  /** The weight of a grouped convolution keeps other columns in each group. */
  private boolean isBlockwise(LinearReader reader) {
    return reader.groups() > 1
        && reader.result().isPresent()
        && (removal.isCut(reader.contracted())
            || removal.isCut(new ValueAxis(reader.node().result(), 1)));
  }

  private Node withBlockwiseWeight(LinearReader reader, Node node, Rebuild rebuild) {
    return withOperand(node, 1, "weight", blockwise(reader), rebuild);
  }

  private Tensor rebuiltWeight(LinearReader reader, Node node) {
    return isBlockwise(reader) ? blockwise(reader) : cut.apply(node.operands().get(1));
  }

  private Tensor blockwise(LinearReader reader) {
    Tensor weight = graph.constant(reader.node(), 1).orElseThrow();
    return new BlockwiseWeight(reader.node().op(), weight)
        .cut(rows(reader), removal.left(reader.contracted()));
  }

  private ElementType element(Node node) {
    return graph.type(node.result()).element();
  }

  private Tensor floats(Node node, double[] values, long... shape) {
    return Tensor.of(element(node), shape, values);
  }

  /** The node's result plus a constant; the node itself gets another name. */
  private void add(Node node, Tensor constant, Rebuild rebuild) {
    String known = rebuild.fresh(node.result() + ".known");
    String live = rebuild.fresh(node.result() + ".live");
    rebuild.constant(known, constant);
    rebuild.node(new Node(node.label(), node.op(), node.operands(), List.of(live)));
    rebuild.node(new Node(node.label(), new Add(), List.of(live, known), node.results()));
  }

  private Node withOperand(Node node, int position, String hint, Tensor tensor, Rebuild rebuild) {
    String name = rebuild.fresh(node.result() + "." + hint);
    rebuild.constant(name, tensor);
    List<String> operands = new ArrayList<>(node.operands());
    while (operands.size() <= position) {
      operands.add(Node.ABSENT);
    }
    operands.set(position, name);
    return node.withOperands(operands);
  }
}
