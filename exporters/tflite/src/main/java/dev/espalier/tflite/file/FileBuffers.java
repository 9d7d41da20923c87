package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The buffers of a file: after an empty one that stands for "no constant", the constants in the
 * order in which operators first use them, each content once, and then the metadata by name.
 */
final class FileBuffers {
  private final EqualTensors equal = new EqualTensors();
  private final List<Tensor> contents = new ArrayList<>();
  private final int[] ofTensor;
  private final Map<String, Integer> ofMetadata = new LinkedHashMap<>();

  FileBuffers(LiteModel model) {
    ofTensor = new int[model.tensors().size()];
    inOrderOfUse(model).forEach(tensor -> place(model.tensor(tensor), tensor));
    model.metadata().forEach(this::place);
  }

  private static IntStream inOrderOfUse(LiteModel model) {
    Stream<Integer> used =
        model.ops().stream().flatMap(op -> op.inputs().stream()).filter(i -> i != LiteOp.ABSENT);
    IntStream all = IntStream.range(0, model.tensors().size());
    return IntStream.concat(used.mapToInt(Integer::intValue), all).distinct();
  }

  private void place(LiteTensor tensor, int position) {
    tensor.data().ifPresent(data -> ofTensor[position] = place(data));
  }

  private int place(Tensor data) {
    int number = equal.find(data, contents.size() + 1);
    if (number > contents.size()) {
      contents.add(data);
    }
    return number;
  }

  private void place(String name, byte[] bytes) {
    contents.add(Tensor.view(ElementType.U8, new long[] {bytes.length}, ByteBuffer.wrap(bytes)));
    ofMetadata.put(name, contents.size());
  }

  /** What is in the buffers, from number 1 on. */
  List<Tensor> contents() {
    return contents;
  }

  /** The buffer of a tensor; 0 for one that is computed. */
  int ofTensor(int tensor) {
    return ofTensor[tensor];
  }

  /** The buffer of each metadata entry, in the order of their names. */
  Map<String, Integer> ofMetadata() {
    return ofMetadata;
  }
}
