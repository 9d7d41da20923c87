package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Makes constants of ONNX tensors: raw, in typed fields, or in files beside the model. */
final class TensorReader {
  /** A sparse tensor with more elements than this is refused, not written out. */
  private static final long MOST_DENSE = 1 << 24;

  private final ExternalData external;

  TensorReader(ExternalData external) {
    this.external = external;
  }

  /** The constant, or empty when its elements are not numbers the graph knows (text, 4 bits). */
  Optional<Tensor> read(TensorProto proto) {
    Optional<ElementType> element =
        Optional.of(ElementTypes.of(proto.getDataType())).filter(ElementType::isNumeric);
    if (proto.getDataType() == TensorProto.DataType.UNDEFINED_VALUE || proto.hasSegment()) {
      throw malformed("%%%s has no element type, or is one segment", proto.getName());
    }
    return element.map(type -> Tensor.view(type, shape(proto), bytes(proto, type)));
  }

  /** The same tensor with its data inside, wherever it was. */
  TensorProto internal(TensorProto proto) {
    if (proto.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return proto;
    }
    ElementType type =
        Optional.of(ElementTypes.of(proto.getDataType()))
            .filter(ElementType::isNumeric)
            .orElseThrow(() -> malformed("%%%s: external data of this type", proto.getName()));
    return proto.toBuilder()
        .clearDataLocation()
        .clearExternalData()
        .setRawData(UnsafeByteOperations.unsafeWrap(bytes(proto, type)))
        .build();
  }

  /** A sparse tensor with its zeros written out. */
  Tensor readSparse(SparseTensorProto sparse) {
    String name = sparse.getValues().getName();
    long[] shape = longs(sparse.getDimsList());
    long size = Shapes.size(shape);
    Tensor values = read(sparse.getValues()).orElseThrow(() -> malformed("%%%s: type", name));
    Tensor indices = read(sparse.getIndices()).orElseThrow(() -> malformed("%%%s: type", name));
    if (size > MOST_DENSE || indices.element() != ElementType.I64) {
      throw malformed("%%%s: a sparse tensor of %d elements", name, size);
    }
    double[] dense = new double[(int) size];
    double[] numbers = values.toDoubles();
    long[] positions = positions(name, indices, numbers.length, shape);
    for (int i = 0; i < numbers.length; i++) {
      if (positions[i] < 0 || positions[i] >= size) {
        throw malformed("%%%s: index %d of a sparse tensor", name, positions[i]);
      }
      dense[(int) positions[i]] = numbers[i];
    }
    return Tensor.of(values.element(), shape, dense);
  }

  private static long[] positions(String name, Tensor indices, int count, long[] shape) {
    long[] given = indices.toLongs();
    if (indices.rank() == 1 && given.length == count) {
      return given;
    }
    if (indices.rank() != 2 || given.length != (long) count * shape.length) {
      throw malformed("%%%s: indices %s of a sparse tensor", name, indices.type());
    }
    long[] strides = Shapes.strides(shape);
    long[] positions = new long[count];
    for (int i = 0; i < given.length; i++) {
      positions[i / shape.length] += given[i] * strides[i % shape.length];
    }
    return positions;
  }

  private ByteBuffer bytes(TensorProto proto, ElementType type) {
    long count = Shapes.size(shape(proto));
    long needed = Math.multiplyExact(count, (long) type.bytes());
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return external.read(proto, needed);
    }
    ByteBuffer raw =
        proto.hasRawData() ? proto.getRawData().asReadOnlyByteBuffer() : typed(proto, type, count);
    if (raw.remaining() != needed) {
      throw malformed(
          "%%%s of shape %s needs %d bytes of %s, has %d",
          proto.getName(), proto.getDimsList(), needed, type.text(), raw.remaining());
    }
    return raw;
  }

  /** The elements in the field for their type, as raw bytes. */
  private static ByteBuffer typed(TensorProto proto, ElementType type, long needed) {
    int count =
        switch (type) {
          case F32 -> proto.getFloatDataCount();
          case F64 -> proto.getDoubleDataCount();
          case I64 -> proto.getInt64DataCount();
          case U32, U64 -> proto.getUint64DataCount();
          default -> proto.getInt32DataCount();
        };
    if (count != needed) {
      throw malformed("%%%s needs %d elements, has %d", proto.getName(), needed, count);
    }
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      put(proto, type, i, out);
    }
    return out.flip();
  }

  private static void put(TensorProto proto, ElementType type, int i, ByteBuffer out) {
    switch (type) {
      case F32 -> out.putFloat(proto.getFloatData(i));
      case F64 -> out.putDouble(proto.getDoubleData(i));
      case I64 -> out.putLong(proto.getInt64Data(i));
      case U64 -> out.putLong(proto.getUint64Data(i));
      case U32 -> out.putInt((int) proto.getUint64Data(i));
      case I32 -> out.putInt(proto.getInt32Data(i));
      case F16, BF16, I16, U16 -> out.putShort((short) proto.getInt32Data(i));
      default -> out.put((byte) proto.getInt32Data(i));
    }
  }

  private static long[] shape(TensorProto proto) {
    long[] shape = longs(proto.getDimsList());
    for (long dim : shape) {
      if (dim < 0) {
        throw malformed("%%%s has the dimension %d", proto.getName(), dim);
      }
    }
    if (Shapes.size(shape) > Integer.MAX_VALUE) {
      throw malformed(
          "%%%s of shape %s has more than 2^31 elements", proto.getName(), proto.getDimsList());
    }
    return shape;
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }
}
