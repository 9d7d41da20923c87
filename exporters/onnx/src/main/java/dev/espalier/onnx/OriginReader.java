package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what a file says besides its graph. */
final class OriginReader {
  private final ModelProto model;
  private final GraphProto graph;
  private final Symbols symbols;
  private final Map<String, TensorType> inputs;
  private final List<String> notes;

  OriginReader(
      ModelProto model, Symbols symbols, Map<String, TensorType> inputs, List<String> notes) {
    this.model = model;
    this.graph = model.getGraph();
    this.symbols = symbols;
    this.inputs = inputs;
    this.notes = notes;
  }

  OnnxOrigin read(SortedMap<String, Long> opsets, Map<String, String> docs, OpaqueNodes opaque) {
    SortedMap<String, ValueInfoProto> declaredInputs = new TreeMap<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (inputs.containsKey(input.getName())) {
        declaredInputs.put(input.getName(), fixed(input, inputs.get(input.getName())));
      }
    }
    SortedMap<String, ValueInfoProto> declaredOutputs = new TreeMap<>();
    graph.getOutputList().forEach(o -> declaredOutputs.put(o.getName(), fixed(o)));
    SortedMap<String, String> metadata = new TreeMap<>();
    model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    if (model.getTrainingInfoCount() > 0) {
      notes.add("what the file says about training is left out");
    }
    return new OnnxOrigin(
        model.getIrVersion(),
        opsets,
        producer(),
        metadata,
        declaredInputs,
        declaredOutputs,
        new TreeMap<>(docs),
        opaque.called(),
        ExternalFiles.of(model),
        notes);
  }

  private OnnxOrigin.Producer producer() {
    return new OnnxOrigin.Producer(
        model.getProducerName(),
        model.getProducerVersion(),
        model.getDomain(),
        model.getModelVersion(),
        model.getDocString(),
        graph.getName(),
        graph.getDocString());
  }

  /** An input's declaration, with the sizes the user gave. */
  private static ValueInfoProto fixed(ValueInfoProto input, TensorType type) {
    if (!input.getType().hasTensorType() || type.isUnknown()) {
      return input;
    }
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    TensorShapeProto.Builder sizes = shape.toBuilder();
    for (int i = 0; i < type.rank(); i++) {
      if (i == sizes.getDimCount()) {
        sizes.addDim(Dimension.getDefaultInstance());
      }
      set(sizes, i, type.dim(i));
    }
    return with(input, sizes.build());
  }

  /** An output's declaration, with sizes in place of names the user gave sizes to. */
  private ValueInfoProto fixed(ValueInfoProto output) {
    if (!output.getType().hasTensorType() || !output.getType().getTensorType().hasShape()) {
      return output;
    }
    TensorShapeProto.Builder sizes = output.getType().getTensorType().getShape().toBuilder();
    for (int i = 0; i < sizes.getDimCount(); i++) {
      int axis = i;
      symbols.named(sizes.getDim(i).getDimParam()).ifPresent(dim -> set(sizes, axis, dim));
    }
    return with(output, sizes.build());
  }

  private static void set(TensorShapeProto.Builder sizes, int axis, Dim dim) {
    Dimension declared = sizes.getDim(axis);
    boolean known = declared.hasDimValue() && declared.getDimValue() >= 0;
    if (dim.isConstant() && !known) {
      sizes.setDim(axis, declared.toBuilder().setDimValue(dim.value()));
    }
  }

  private static ValueInfoProto with(ValueInfoProto value, TensorShapeProto shape) {
    TypeProto type = value.getType();
    TypeProto.Tensor tensor = type.getTensorType().toBuilder().setShape(shape).build();
    return value.toBuilder().setType(type.toBuilder().setTensorType(tensor)).build();
  }
}
