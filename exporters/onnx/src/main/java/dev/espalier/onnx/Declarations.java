package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.Map;

/** Types of inputs and outputs in ONNX's form; as the original file had them where they agree. */
final class Declarations {
  private Declarations() {}

  /** The original declaration with the sizes that are known now; a new one when there is none. */
  static ValueInfoProto of(String name, TensorType type, Map<String, ValueInfoProto> originals) {
    ValueInfoProto original = originals.getOrDefault(name, ValueInfoProto.getDefaultInstance());
    if (type.isUnknown() || !agrees(original.getType(), type)) {
      return type.isUnknown() ? original.toBuilder().setName(name).build() : of(name, type);
    }
    ValueInfoProto.Builder declaration = original.toBuilder();
    TensorShapeProto.Builder shape =
        declaration.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    for (int i = 0; i < type.rank(); i++) {
      if (type.dim(i).isConstant()) {
        shape.setDim(i, dim(type.dim(i)));
      }
    }
    return declaration.build();
  }

  /**
   * Whether a declaration names the element type and the rank, and no other static sizes; some
   * files say -1 for a size they do not know.
   */
  private static boolean agrees(TypeProto declared, TensorType type) {
    if (declared.getTensorType().getElemType() != ElementTypes.number(type.element())
        || !declared.getTensorType().hasShape()
        || declared.getTensorType().getShape().getDimCount() != type.rank()) {
      return false;
    }
    for (int i = 0; i < type.rank(); i++) {
      TensorShapeProto.Dimension dim = declared.getTensorType().getShape().getDim(i);
      if (dim.hasDimValue() && dim.getDimValue() >= 0 && !type.dim(i).isConstant()) {
        return false;
      }
    }
    return true;
  }

  /** A declaration of a value whose type is known. */
  static ValueInfoProto of(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    type.dims().forEach(dim -> shape.addDim(dim(dim)));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(ElementTypes.number(type.element()))
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorShapeProto.Dimension.Builder dim(Dim dim) {
    TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
    return dim.isConstant() ? size.setDimValue(dim.value()) : size.setDimParam(dim.toString());
  }
}
