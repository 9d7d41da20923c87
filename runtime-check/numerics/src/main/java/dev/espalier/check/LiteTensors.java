package dev.espalier.check;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.model.LiteTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** Translates tensors and their types between the TFLite interpreter and the IR. */
final class LiteTensors {
  private LiteTensors() {}

  /** The type of a tensor; sizes known only at run time get a symbol of their own. */
  static TensorType type(LiteTensor tensor, int position) {
    List<Dim> dims = new ArrayList<>();
    for (int size : tensor.signature()) {
      dims.add(size < 0 ? Dim.symbol("_t" + position + "_axis" + dims.size()) : Dim.of(size));
    }
    return new TensorType(tensor.element(), dims);
  }

  static int[] shape(TfLiteTensor tensor) {
    TfLiteIntArray dims = tensor.dims();
    int[] shape = new int[dims.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = dims.data(axis);
    }
    return shape;
  }

  /** The tensor's memory, of as many bytes as it has elements for. */
  private static ByteBuffer memory(TfLiteTensor tensor) {
    return new BytePointer(tensor.data().data())
        .capacity(tensor.bytes())
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  static void feed(TfLiteTensor tensor, Tensor values) {
    if (values.size() > 0) {
      values.copy(0, Math.toIntExact(values.size()), memory(tensor));
    }
  }

  /** A copy of a tensor, which the next run overwrites. */
  static Tensor fetch(TfLiteTensor tensor, ElementType element) {
    int[] shape = shape(tensor);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes()));
    if (bytes.capacity() > 0) {
      bytes.put(memory(tensor));
    }
    long[] dims = Arrays.stream(shape).asLongStream().toArray();
    return Tensor.view(element, dims, bytes.flip().order(ByteOrder.LITTLE_ENDIAN));
  }
}
