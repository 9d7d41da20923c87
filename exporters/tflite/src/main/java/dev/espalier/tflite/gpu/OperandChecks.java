package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which operands must be constant, which must be computed, and how many there may be. */
final class OperandChecks {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("inputs-1", site -> present(site, 1)),
          entry("inputs-2", site -> present(site, 2)),
          entry("inputs-3", site -> present(site, 3)),
          entry("inputs-4", site -> present(site, 4)),
          entry("one-operand", site -> counts(site, 1, 0)),
          entry("one-computed", OperandChecks::oneComputed),
          entry("one-or-two-computed", OperandChecks::oneOrTwoComputed),
          entry("two-computed", OperandChecks::twoComputed),
          entry("two-operands", OperandChecks::twoOperands),
          entry("all-constant", OperandChecks::allConstant),
          entry("convolution-operands", OperandChecks::convolution),
          entry("fully-connected", OperandChecks::fullyConnected),
          entry("matrices", OperandChecks::matrices),
          entry("constant-axes", OperandChecks::constantAxes),
          entry("permutation", OperandChecks::permutation),
          entry("paddings", OperandChecks::paddings),
          entry("choice-reader", OperandChecks::choiceReader),
          entry("two-results", OperandChecks::twoResults),
          entry("lstm", OperandChecks::lstm));

  private static final Set<Builtin> CHOICES =
      Set.of(Builtin.CAST, Builtin.SELECT, Builtin.SELECT_V2);

  private static final Set<Integer> LSTM_INPUTS = Set.of(5, 20, 24);

  private OperandChecks() {}

  private static Optional<Finding> require(boolean holds, Finding otherwise) {
    return holds ? Optional.empty() : Optional.of(otherwise);
  }

  private static Finding operands(Site site) {
    return Rule.CONST_OPERAND.found(
        "%s of %d computed and %d constant operands",
        site.op().name(), site.runtimeInputs().size(), site.constants());
  }

  /** A malformed operator is refused before another check looks at its operands. */
  private static Optional<Finding> present(Site site, int inputs) {
    boolean holds =
        IntStream.range(0, inputs).allMatch(site.op()::has) && !site.op().outputs().isEmpty();
    return require(
        holds,
        Rule.UNSUPPORTED_OP.found(
            "%s with inputs %s and outputs %s, where %d inputs are needed",
            site.op().name(), site.op().inputs(), site.op().outputs(), inputs));
  }

  private static Optional<Finding> counts(Site site, int computed, int constant) {
    boolean holds = site.runtimeInputs().size() == computed && site.constants() == constant;
    return require(holds, operands(site));
  }

  private static Optional<Finding> oneComputed(Site site) {
    return require(site.runtimeInputs().size() == 1, operands(site));
  }

  private static Optional<Finding> oneOrTwoComputed(Site site) {
    int computed = site.runtimeInputs().size();
    return require(
        (computed == 1 || computed == 2) && computed + site.constants() == 2, operands(site));
  }

  private static Optional<Finding> twoComputed(Site site) {
    return require(site.runtimeInputs().size() == 2, operands(site));
  }

  private static Optional<Finding> twoOperands(Site site) {
    int computed = site.runtimeInputs().size();
    return require(computed > 0 && computed + site.constants() == 2, operands(site));
  }

  private static Optional<Finding> allConstant(Site site) {
    return require(site.runtimeInputs().isEmpty(), operands(site));
  }

  private static Optional<Finding> twoResults(Site site) {
    return require(
        site.outputs().size() == 2,
        Rule.UNSUPPORTED_OP.found("%s with %d results", site.op().name(), site.outputs().size()));
  }

  private static Optional<Finding> lstm(Site site) {
    int inputs = site.op().inputs().size();
    return require(
        LSTM_INPUTS.contains(inputs), Rule.UNSUPPORTED_OP.found("LSTM with %d inputs", inputs));
  }

  private static Optional<Finding> convolution(Site site) {
    int data = site.op().kind() == Builtin.TRANSPOSE_CONV ? 2 : 0;
    if (site.input(data).rank() != 4 || site.input(1).rank() != 4 || site.output().rank() != 4) {
      return Optional.of(
          Rule.RANK.found(
              "%s of %s by %s", site.op().name(), site.input(data).type(), site.input(1).type()));
    }
    boolean grouped =
        site.op().kind() == Builtin.CONV_2D
            && Site.channels(site.input(1)) != Site.channels(site.input(0));
    boolean holds =
        site.isRuntime(data)
            && site.runtimeInputs().size() <= 2
            && (site.isConstant(1) || !grouped);
    return require(holds, operands(site));
  }

  private static Optional<Finding> fullyConnected(Site site) {
    if (!site.isRuntime(0) || site.runtimeInputs().size() > 2) {
      return Optional.of(operands(site));
    }
    LiteTensor data = site.input(0);
    LiteTensor weights = site.input(1);
    if (Site.channels(data) != Site.channels(weights)) {
      return Optional.of(
          Rule.UNSUPPORTED_OP.found(
              "FULLY_CONNECTED of %s by weights %s, of another width",
              data.type(), weights.type()));
    }
    boolean keeps =
        site.options(Options.FullyConnected.class)
            .filter(Options.FullyConnected::keepNumDims)
            .isPresent();
    return require(
        !keeps || data.rank() == site.output().rank(),
        Rule.RANK.found(
            "FULLY_CONNECTED with keep_num_dims of %s to %s", data.type(), site.output().type()));
  }

  private static Optional<Finding> matrices(Site site) {
    boolean holds =
        site.op().inputs().size() == 2
            && site.isRuntime(0)
            && (site.isRuntime(1) || site.input(1).rank() == 2);
    return require(
        holds,
        Rule.CONST_OPERAND.found(
            "BATCH_MATMUL of %s by %s, where only the second may be constant, and then of rank 2",
            described(site, 0), described(site, 1)));
  }

  private static String described(Site site, int position) {
    return (site.isConstant(position) ? "a constant " : "") + site.input(position).type();
  }

  private static Optional<Finding> constantAxes(Site site) {
    boolean holds =
        site.isRuntime(0)
            && site.runtimeInputs().size() == 1
            && site.constant(1).filter(axes -> axes.element() == ElementType.I32).isPresent();
    return require(
        holds,
        Rule.CONST_OPERAND.found("%s along axes that are no i32 constant", site.op().name()));
  }

  private static Optional<Finding> permutation(Site site) {
    Optional<Tensor> order = site.constant(1);
    boolean holds =
        site.isRuntime(0) && order.filter(o -> o.size() >= 2 && o.size() <= 4).isPresent();
    return require(
        holds, Rule.CONST_OPERAND.found("TRANSPOSE by other than a constant of 2 to 4 axes"));
  }

  private static Optional<Finding> paddings(Site site) {
    boolean computed = site.isRuntime(0) && site.runtimeInputs().size() == 1 && site.isConstant(1);
    List<Integer> shape = site.op().has(1) ? site.input(1).shape() : List.of();
    boolean holds = computed && (shape.equals(List.of(4, 2)) || shape.equals(List.of(3, 2)));
    return require(
        holds,
        Rule.CONST_OPERAND.found(
            "%s by paddings that are no constant of 4 rows of 2", site.op().name()));
  }

  private static Optional<Finding> choiceReader(Site site) {
    List<Site> readers = site.readers();
    boolean holds =
        readers.size() == 1
            && !site.wiring().model().isOutput(site.op().output())
            && CHOICES.contains(readers.get(0).op().kind())
            && readers.get(0).output().element().isFloat();
    return require(
        holds,
        Rule.UNSUPPORTED_OP.found(
            "the result of %s does not go to one CAST or SELECT that makes numbers of it",
            site.op().name()));
  }
}
