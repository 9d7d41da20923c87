package dev.espalier.tflite.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a TFLite file holds: one graph in which values have positions, and the operators are in an
 * order in which they can run.
 *
 * @param name of the graph
 * @param inputs what the signature calls the inputs, in order, with the positions of their tensors
 * @param outputs likewise; two may be the same tensor
 * @param description of the file
 * @param metadata further named blobs of the file, such as {@code min_runtime_version}
 * @param otherSubgraphs how many more graphs the file has, which this program does not look into
 */
public record LiteModel(
    String name,
    List<LiteTensor> tensors,
    List<LiteOp> ops,
    List<Port> inputs,
    List<Port> outputs,
    String description,
    Map<String, byte[]> metadata,
    int otherSubgraphs) {
  /** A named input or output. */
  public record Port(String name, int tensor) {}

  public LiteModel {
    tensors = List.copyOf(tensors);
    ops = List.copyOf(ops);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  public LiteModel withOps(List<LiteOp> others) {
    return with(tensors, others);
  }

  public LiteModel with(List<LiteTensor> otherTensors, List<LiteOp> otherOps) {
    return new LiteModel(
        name, otherTensors, otherOps, inputs, outputs, description, metadata, otherSubgraphs);
  }

  public LiteModel withPorts(List<Port> otherInputs, List<Port> otherOutputs) {
    return new LiteModel(
        name, tensors, ops, otherInputs, otherOutputs, description, metadata, otherSubgraphs);
  }

  public LiteModel withMetadata(Map<String, byte[]> others) {
    return new LiteModel(name, tensors, ops, inputs, outputs, description, others, otherSubgraphs);
  }

  public LiteTensor tensor(int position) {
    return tensors.get(position);
  }

  /** The tensor at an input of an operator. */
  public LiteTensor input(LiteOp op, int position) {
    return tensors.get(op.input(position));
  }

  /** The tensor of an operator's first result. */
  public LiteTensor output(LiteOp op) {
    return tensors.get(op.output());
  }

  public boolean isOutput(int tensor) {
    return outputs.stream().anyMatch(port -> port.tensor() == tensor);
  }

  /**
   * The operators whose results are not used, directly or through others, by the caller; operators
   * without results are used.
   */
  public List<LiteOp> unusedOps() {
    BitSet used = new BitSet();
    outputs.forEach(port -> used.set(port.tensor()));
    List<LiteOp> unused = new ArrayList<>();
    for (int i = ops.size() - 1; i >= 0; i--) {
      LiteOp op = ops.get(i);
      if (op.outputs().isEmpty() || op.outputs().stream().anyMatch(used::get)) {
        op.inputs().stream().filter(input -> input != LiteOp.ABSENT).forEach(used::set);
      } else {
        unused.add(op);
      }
    }
    return unused;
  }

  /** The operators that read each tensor, by position; each once per input it fills. */
  public List<List<LiteOp>> readers() {
    List<List<LiteOp>> readers =
        tensors.stream().<List<LiteOp>>map(t -> new ArrayList<>()).toList();
    for (LiteOp op : ops) {
      op.inputs().stream().filter(i -> i != LiteOp.ABSENT).forEach(i -> readers.get(i).add(op));
    }
    return readers;
  }
}
