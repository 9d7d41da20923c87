package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;

/** Reads tensors; constants are views of the file. */
final class TensorReader {
  private final Model model;

  TensorReader(Model model) {
    this.model = model;
  }

  LiteTensor read(org.tensorflow.lite.schema.Tensor tensor, int number) {
    String name = Texts.of(tensor.nameAsByteBuffer());
    String place = Texts.tensor(number, name);
    List<Integer> shape =
        IntStream.range(0, tensor.shapeLength()).map(tensor::shape).boxed().toList();
    List<Integer> signature =
        IntStream.range(0, tensor.shapeSignatureLength())
            .map(tensor::shapeSignature)
            .boxed()
            .toList();
    check(place, shape, signature);
    Optional<ByteBuffer> bytes = bytes(tensor, place);
    if (bytes.isPresent() && tensor.isVariable()) {
      throw new TfliteException("%s is a variable with data", place);
    }
    QuantizationParameters quantization = tensor.quantization();
    ElementType element = ElementNumbers.type(tensor.type());
    return new LiteTensor(
        name,
        element,
        shape,
        signature.isEmpty() ? shape : signature,
        bytes.map(b -> data(b, element, shape, tensor.sparsity() != null, place)),
        quantization != null && quantization.scaleLength() > 0,
        tensor.isVariable());
  }

  private static void check(String place, List<Integer> shape, List<Integer> signature) {
    long size = 1;
    for (int dim : shape) {
      if (dim < 0) {
        throw new TfliteException("%s has the shape %s", place, Texts.list(shape));
      }
      size = Math.multiplyHigh(size, dim) == 0 ? size * dim : -1;
      if (size < 0 || size > Long.MAX_VALUE / Long.BYTES) {
        throw new TfliteException(
            "%s has the shape %s: too many elements", place, Texts.list(shape));
      }
    }
    if (!signature.isEmpty()
        && (signature.size() != shape.size() || signature.stream().anyMatch(dim -> dim < -1))) {
      throw new TfliteException(
          "%s has the shape %s, but the signature %s",
          place, Texts.list(shape), Texts.list(signature));
    }
  }

  private Optional<ByteBuffer> bytes(org.tensorflow.lite.schema.Tensor tensor, String place) {
    long number = tensor.buffer();
    if (number >= model.buffersLength()) {
      throw new TfliteException("%s has buffer %d of %d", place, number, model.buffersLength());
    }
    ByteBuffer bytes = model.buffers((int) number).dataAsByteBuffer();
    return bytes == null || !bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes);
  }

  private static Tensor data(
      ByteBuffer bytes, ElementType element, List<Integer> shape, boolean sparse, String place) {
    if (sparse || !element.isNumeric()) {
      return Tensor.view(ElementType.U8, new long[] {bytes.remaining()}, bytes);
    }
    long[] dims = shape.stream().mapToLong(Integer::longValue).toArray();
    long needed = LiteTensor.value("", element, shape).bytes();
    if (needed != bytes.remaining()) {
      throw new TfliteException(
          "%s needs %d bytes of data, its buffer has %d", place, needed, bytes.remaining());
    }
    return Tensor.view(element, dims, bytes);
  }
}
