package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.fuse.Renumber;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A part of a TFLite graph: the operators between some of its tensors and another one. */
final class LitePart implements Part {
  private final LiteModel model;
  private final List<LiteOp> ops;
  private final Map<String, Integer> given;
  private final Set<String> read;
  private final int result;

  private LitePart(
      LiteModel model, List<LiteOp> ops, Map<String, Integer> given, Set<String> read, int result) {
    this.model = model;
    this.ops = ops;
    this.given = given;
    this.read = read;
    this.result = result;
  }

  /**
   * Goes back from a tensor to those that are given.
   *
   * @param given positions of tensors by name, the inputs of the model among them
   */
  static LitePart between(LiteModel model, Map<String, Integer> given, int result) {
    List<LiteOp> ops = new ArrayList<>();
    Set<Integer> wanted = new HashSet<>(Set.of(result));
    Set<Integer> stops = new HashSet<>(given.values());
    for (int i = model.ops().size() - 1; i >= 0; i--) {
      LiteOp op = model.ops().get(i);
      if (op.outputs().stream().anyMatch(o -> wanted.contains(o) && !stops.contains(o))) {
        ops.add(op);
        wanted.addAll(op.inputs());
      }
    }
    Collections.reverse(ops);
    Set<String> read = new LinkedHashSet<>(given.keySet());
    read.removeIf(name -> !wanted.contains(given.get(name)));
    return new LitePart(model, ops, new LinkedHashMap<>(given), read, result);
  }

  @Override
  public Set<String> inputs() {
    return read;
  }

  @Override
  public int operators() {
    return ops.size();
  }

  @Override
  public void write(Path file, List<PartPort> inputs, PartPort output) throws IOException {
    TfliteWriter.write(new Draft().build(inputs, output), file);
  }

  /** The part with its ports; given tensors are new ones, as an operator may make the old ones. */
  private final class Draft {
    private final List<LiteTensor> tensors = new ArrayList<>(model.tensors());
    private final List<LiteOp> before = new ArrayList<>();
    private final Map<Integer, Integer> moved = new HashMap<>();

    LiteModel build(List<PartPort> inputs, PartPort output) {
      List<Port> ports = new ArrayList<>();
      inputs.forEach(input -> ports.add(input(input)));
      List<LiteOp> all = new ArrayList<>(before);
      ops.forEach(op -> all.add(op.withInputs(op.inputs().stream().map(this::reader).toList())));
      int returned = result;
      if (output.isSwapped()) {
        returned = add(output.name(), model.tensor(result), inverse(output.swapped()));
        all.add(transpose(result, returned, inverse(output.swapped())));
      }
      LiteModel part =
          model.with(tensors, all).withPorts(ports, List.of(new Port(output.port(), returned)));
      return new Renumber(tensors).of(part, all);
    }

    private int reader(int tensor) {
      return moved.getOrDefault(tensor, tensor);
    }

    private Port input(PartPort input) {
      int old = given.get(input.name());
      LiteTensor own = model.tensor(old);
      List<Integer> same = IntStream.range(0, own.rank()).boxed().toList();
      int port = add(input.name(), own, input.isSwapped() ? inverse(input.swapped()) : same);
      moved.put(old, port);
      if (input.isSwapped()) {
        int back = add(input.name() + "/swapped", own, same);
        before.add(transpose(port, back, input.swapped()));
        moved.put(old, back);
      }
      return new Port(input.port(), port);
    }

    /** A new tensor: axis i is axis {@code order.get(i)} of another one. */
    private int add(String name, LiteTensor like, List<Integer> order) {
      List<Integer> shape = order.stream().map(like::dim).toList();
      tensors.add(LiteTensor.value(name, like.element(), shape));
      return tensors.size() - 1;
    }

    private LiteOp transpose(int from, int to, List<Integer> order) {
      double[] permutation = order.stream().mapToDouble(Integer::doubleValue).toArray();
      Tensor data = Tensor.of(ElementType.I32, new long[] {permutation.length}, permutation);
      tensors.add(LiteTensor.constant(tensors.get(to).name() + "/order", data));
      return new LiteOp(
          Builtin.TRANSPOSE,
          "",
          1,
          List.of(from, tensors.size() - 1),
          List.of(to),
          new Options.None(),
          tensors.get(to).name());
    }
  }

  private static List<Integer> inverse(List<Integer> order) {
    return IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
  }
}
