package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.*;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors TFLite's memory planner puts into the same memory (IdentifyInPlaceTensors in
 * tensorflow/lite/arena_planner.cc, version 2.20). Some operators write their result over an
 * operand, and reshapes have it in the operand's memory. Whether somebody else still needs that
 * memory, the planner asks only of the tensor that had it first.
 */
final class SharedMemory {
  private static final Set<Builtin> OVERWRITE_EITHER = EnumSet.of(ADD, SUB, MUL, DIV);
  private static final Set<Builtin> OVERWRITE = EnumSet.of(ADD, SUB, MUL, DIV, SOFTMAX);
  private static final Set<Builtin> KEEP = EnumSet.of(RESHAPE, SQUEEZE, EXPAND_DIMS);

  private final LiteModel model;
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, Integer> lastReader = new HashMap<>();
  private final Map<Integer, LiteOp> producers = new HashMap<>();

  /** The tensor that had a tensor's memory first, if not itself. */
  private final Map<Integer, Integer> owners = new HashMap<>();

  SharedMemory(LiteModel model) {
    this.model = model;
    for (int i = 0; i < model.ops().size(); i++) {
      LiteOp op = model.ops().get(i);
      for (int input : op.inputs()) {
        uses.merge(input, 1, Integer::sum);
        lastReader.put(input, i);
      }
      op.outputs().forEach(output -> producers.put(output, op));
    }
    for (LiteModel.Port output : model.outputs()) {
      uses.merge(output.tensor(), 1, Integer::sum);
      lastReader.put(output.tensor(), Integer.MAX_VALUE);
    }
  }

  /** An operator that reads a tensor at an input. */
  record Read(LiteOp op, int input) {
    int tensor() {
      return op.input(input);
    }
  }

  /** The first operator that overwrites, at an input, what somebody still needs. */
  Optional<Read> loss() {
    for (int i = 0; i < model.ops().size(); i++) {
      LiteOp op = model.ops().get(i);
      Optional<Read> read = shared(op);
      if (read.isPresent()) {
        int owner = owners.getOrDefault(read.get().tensor(), read.get().tensor());
        boolean overwrites = OVERWRITE.contains(op.kind());
        if (overwrites && uses.get(owner) == 1 && isReadAfter(owner, i)) {
          return read;
        }
        if (!overwrites || uses.get(owner) == 1) {
          owners.put(op.output(), owner);
        }
      }
    }
    return Optional.empty();
  }

  /** The read in front of a reshape, if only this read needs the reshape's result. */
  Optional<Read> behindReshape(Read read) {
    return Optional.ofNullable(producers.get(read.tensor()))
        .filter(op -> KEEP.contains(op.kind()) && uses.get(read.tensor()) == 1)
        .map(op -> new Read(op, 0));
  }

  private Optional<Read> shared(LiteOp op) {
    boolean shares = OVERWRITE.contains(op.kind()) || KEEP.contains(op.kind());
    int candidates = OVERWRITE_EITHER.contains(op.kind()) ? 2 : shares ? 1 : 0;
    for (int i = 0; i < candidates && !model.isOutput(op.output()); i++) {
      Read read = new Read(op, i);
      if (isShared(read)) {
        return Optional.of(read);
      }
    }
    return Optional.empty();
  }

  private boolean isShared(Read read) {
    int tensor = read.tensor();
    boolean alone =
        uses.get(tensor) == 1 && model.tensor(tensor).bytes() == model.output(read.op()).bytes();
    return producers.containsKey(tensor) && (alone || KEEP.contains(read.op().kind()));
  }

  private boolean isReadAfter(int owner, int position) {
    return lastReader.get(owner) > position
        || owners.entrySet().stream()
            .filter(entry -> entry.getValue() == owner)
            .anyMatch(entry -> lastReader.getOrDefault(entry.getKey(), -1) > position);
  }
}
