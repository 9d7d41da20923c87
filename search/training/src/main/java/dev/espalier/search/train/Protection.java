package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what belongs to masked channels as it is: neither weight decay nor momentum changes the
 * filter rows, the parameters of normalisations, and the consumers' input columns of a channel
 * while its mask is off, so that the channel can come back with the weights it had.
 */
public final class Protection implements AutoCloseable {
  private final NDManager manager = PyTorch.newManager();
  private final MaskedSlices slices;
  private final Map<String, NDArray> open = new LinkedHashMap<>();

  /** Protects nothing until {@link #follow} is called. */
  public Protection(MaskedSlices slices) {
    this.slices = slices;
  }

  /** Protects what the present scores turn off; call it whenever they may have changed. */
  public void follow(Parameters parameters) {
    open.values().forEach(NDArray::close);
    open.clear();
    Map<String, boolean[]> off = new LinkedHashMap<>();
    for (Parameter parameter : parameters.all()) {
      if (parameter.kind() == Parameter.Kind.SCORES) {
        off.put(parameter.name(), isOff(parameter));
      }
    }
    slices.open(off).forEach((name, tensor) -> open.put(name, array(tensor)));
  }

  private NDArray array(Tensor tensor) {
    NDArray array = Tensors.toArray(manager, tensor);
    NDScope.unregister(array);
    return array;
  }

  private static boolean[] isOff(Parameter scores) {
    float[] values = scores.value().toFloatArray();
    boolean[] off = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      off[i] = !ChannelMask.passes(values[i]);
    }
    return off;
  }

  /** Adds to an array of a parameter's shape, except for what is protected. */
  void add(Parameter parameter, NDArray array, NDArray change) {
    NDArray free = open.get(parameter.name());
    array.addi(free == null ? change : change.muli(free));
  }

  @Override
  public void close() {
    manager.close();
  }
}
