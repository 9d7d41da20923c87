package dev.espalier.search.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Arrays that operators need besides their operands: made when first needed, kept until closed. */
final class ArrayCache implements AutoCloseable {
  private record Fill(double value, DataType type, Shape shape) {}

  private final NDManager manager = PyTorch.newManager();
  private final Map<Object, PtNDArray> arrays = new HashMap<>();

  /** A single number; other than {@code array.add(1)}, nothing is allocated. */
  PtNDArray scalar(double value, DataType type) {
    return filled(value, type, new Shape());
  }

  PtNDArray filled(double value, DataType type, Shape shape) {
    return of(
        new Fill(value, type, shape),
        owner ->
            JniUtils.full(
                (PtNDManager) owner, shape, value, type, owner.getDevice(), SparseFormat.DENSE));
  }

  /**
   * The array of a key.
   *
   * @param key equal for equal arrays
   * @param made makes the array with a manager that owns it
   */
  PtNDArray of(Object key, Function<NDManager, PtNDArray> made) {
    PtNDArray known = arrays.get(key);
    if (known != null) {
      return known;
    }
    PtNDArray array = made.apply(manager);
    array.attach(manager);
    NDScope.unregister(array);
    arrays.put(key, array);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
