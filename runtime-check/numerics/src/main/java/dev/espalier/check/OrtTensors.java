package dev.espalier.check;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates tensors and their types between ONNX Runtime and the IR. */
final class OrtTensors {
  private OrtTensors() {}

  /**
   * The type of a port; {@link TensorType#UNKNOWN} for sequences and maps. Dims with one name share
   * a symbol; dims without a usable name get a symbol of their own.
   */
  static TensorType type(ValueInfo info, int port) {
    if (!(info instanceof TensorInfo tensor)) {
      return TensorType.UNKNOWN;
    }
    long[] shape = tensor.getShape();
    String[] names = tensor.getDimensionNames();
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      dims.add(shape[axis] >= 0 ? Dim.of(shape[axis]) : symbol(names[axis], port, axis));
    }
    return new TensorType(element(tensor), dims);
  }

  private static Dim symbol(String name, int port, int axis) {
    String cleaned = name.replaceAll("[^A-Za-z0-9_.]", "_");
    if (cleaned.replace("_", "").isEmpty()) {
      return Dim.symbol("_port" + port + "_axis" + axis);
    }
    return Dim.symbol(Dim.isSymbol(cleaned) ? cleaned : "_" + cleaned);
  }

  private static ElementType element(TensorInfo info) {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.F32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.F16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BF16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.F64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.I8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.U8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.I16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.U16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.I32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.U32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.I64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.U64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> ElementType.STRING;
      default -> ElementType.UNKNOWN;
    };
  }

  /**
   * A native tensor, which the caller closes; empty where ONNX Runtime's Java side has no such
   * type.
   */
  static Optional<OnnxTensor> feed(OrtEnvironment environment, Tensor tensor) throws OrtException {
    Optional<OnnxJavaType> type = javaType(tensor.element());
    if (type.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(tensor.byteSize()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
    return Optional.of(
        OnnxTensor.createTensor(environment, bytes.flip(), tensor.shape(), type.get()));
  }

  private static Optional<OnnxJavaType> javaType(ElementType element) {
    return switch (element) {
      case F32 -> Optional.of(OnnxJavaType.FLOAT);
      case F16 -> Optional.of(OnnxJavaType.FLOAT16);
      case BF16 -> Optional.of(OnnxJavaType.BFLOAT16);
      case F64 -> Optional.of(OnnxJavaType.DOUBLE);
      case I8 -> Optional.of(OnnxJavaType.INT8);
      case U8 -> Optional.of(OnnxJavaType.UINT8);
      case I16 -> Optional.of(OnnxJavaType.INT16);
      case I32 -> Optional.of(OnnxJavaType.INT32);
      case I64 -> Optional.of(OnnxJavaType.INT64);
      case BOOL -> Optional.of(OnnxJavaType.BOOL);
      default -> Optional.empty();
    };
  }

  /** A copy of a result; empty where it is no tensor of numbers. */
  static Optional<Tensor> fetch(OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor) || !element(tensor.getInfo()).isNumeric()) {
      return Optional.empty();
    }
    ElementType element = element(tensor.getInfo());
    return Optional.of(Tensor.view(element, tensor.getInfo().getShape(), tensor.getByteBuffer()));
  }
}
