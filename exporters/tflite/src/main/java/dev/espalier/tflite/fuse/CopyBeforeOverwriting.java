package dev.espalier.tflite.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.fuse.SharedMemory.Read;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Copies values that TFLite would overwrite although they are still needed, see {@link
 * SharedMemory}: what is written over is the copy.
 *
 * <pre>
 * %y = ADD(%x, %b)   // in the memory of %x, which nobody else reads
 * %r = RESHAPE(%y)   // there, too                 |  %r = RESHAPE(SLICE(%y))
 * %s = MUL(%r, %c)   // there, too: %y is lost     |  %s = MUL(%r, %c)
 * %t = ADD(%y, %s)
 * </pre>
 *
 * <p>The copy is of a value of 3 or 4 axes where there is a choice: GPUs slice no others. Values of
 * more than five axes, which no runtime slices, stay as they are.
 */
public final class CopyBeforeOverwriting {
  private static final int MOST_AXES = 5;

  private CopyBeforeOverwriting() {}

  /** Makes the copies that a graph needs whose operators run in their order. */
  public static LiteModel run(LiteModel model) {
    LiteModel current = model;
    Optional<Read> read = place(current);
    while (read.isPresent()) {
      current = copy(current, read.get());
      read = place(current);
    }
    return current;
  }

  private static Optional<Read> place(LiteModel model) {
    SharedMemory memory = new SharedMemory(model);
    Optional<Read> last = memory.loss();
    Optional<Read> read = last;
    while (read.isPresent() && !isSlicedByGpus(model, read.get())) {
      read = memory.behindReshape(read.get());
    }
    return read.or(() -> last).filter(r -> model.tensor(r.tensor()).rank() <= MOST_AXES);
  }

  private static boolean isSlicedByGpus(LiteModel model, Read read) {
    int rank = model.tensor(read.tensor()).rank();
    return rank == 3 || rank == 4;
  }

  private static LiteModel copy(LiteModel model, Read read) {
    LiteTensor x = model.tensor(read.tensor());
    List<LiteTensor> tensors = new ArrayList<>(model.tensors());
    int first = tensors.size();
    tensors.add(integers(x.name() + "/begin", new int[x.rank()]));
    tensors.add(integers(x.name() + "/size", x.shape().stream().mapToInt(d -> d).toArray()));
    tensors.add(LiteTensor.value(x.name() + "/copy", x.element(), x.shape()));
    List<Integer> sliced = List.of(read.tensor(), first, first + 1);
    List<Integer> inputs = new ArrayList<>(read.op().inputs());
    inputs.set(read.input(), first + 2);
    List<LiteOp> ops = new ArrayList<>(model.ops());
    int position = ops.indexOf(read.op());
    ops.set(position, read.op().withInputs(inputs));
    ops.add(position, slice(sliced, first + 2, read.op().node()));
    return model.with(tensors, ops);
  }

  private static LiteOp slice(List<Integer> inputs, int output, String node) {
    return new LiteOp(Builtin.SLICE, "", 1, inputs, List.of(output), new Options.None(), node);
  }

  private static LiteTensor integers(String name, int... numbers) {
    double[] values = Arrays.stream(numbers).asDoubleStream().toArray();
    return LiteTensor.constant(
        name, Tensor.of(ElementType.I32, new long[] {numbers.length}, values));
  }
}
