package dev.espalier.tflite.fuse;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives tensors new positions in the order of their first use; unused ones go. */
public final class Renumber {
  private final List<LiteTensor> tensors;
  private final Map<Integer, Integer> positions = new LinkedHashMap<>();

  public Renumber(List<LiteTensor> tensors) {
    this.tensors = tensors;
  }

  /** The model with these operators, which may use tensors that are new. */
  public LiteModel of(LiteModel model, List<LiteOp> ops) {
    List<Port> inputs = model.inputs().stream().map(this::port).toList();
    List<LiteOp> renumbered = new ArrayList<>();
    for (LiteOp op : ops) {
      LiteOp read = op.withInputs(op.inputs().stream().map(this::position).toList());
      renumbered.add(read.withOutputs(op.outputs().stream().map(this::position).toList()));
    }
    List<Port> outputs = model.outputs().stream().map(this::port).toList();
    return new LiteModel(
        model.name(),
        positions.keySet().stream().map(tensors::get).toList(),
        renumbered,
        inputs,
        outputs,
        model.description(),
        model.metadata(),
        model.otherSubgraphs());
  }

  private Port port(Port port) {
    return new Port(port.name(), position(port.tensor()));
  }

  private int position(int tensor) {
    return tensor == LiteOp.ABSENT
        ? tensor
        : positions.computeIfAbsent(tensor, t -> positions.size());
  }
}
