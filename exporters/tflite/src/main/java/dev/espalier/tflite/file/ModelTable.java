package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorMap;

/** Everything of a file but what is in its buffers, which follows in the file. */
final class ModelTable {
  private static final int SCHEMA_VERSION = 3;
  private static final String SIGNATURE = "serving_default";

  private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
  private final LiteModel model;
  private final FileBuffers buffers;
  private final OperatorCodes codes;

  /** Offsets, from the end, of the tables of buffers. */
  private int[] bufferTables = new int[0];

  ModelTable(LiteModel model, FileBuffers buffers) {
    this.model = model;
    this.buffers = buffers;
    this.codes = new OperatorCodes(model);
  }

  /** The bytes, in which each buffer except the first has its number in place of its data. */
  byte[] build() {
    bufferTables = IntStream.rangeClosed(0, buffers.contents().size()).map(this::buffer).toArray();
    int bufferVector = Model.createBuffersVector(builder, bufferTables);
    int operatorCodes = codes.write(builder);
    int graphs = Model.createSubgraphsVector(builder, new int[] {graph()});
    int description = builder.createString(model.description());
    int metadata = Model.createMetadataVector(builder, metadata());
    int signatures = Model.createSignatureDefsVector(builder, new int[] {signature()});
    int root =
        Model.createModel(
            builder,
            SCHEMA_VERSION,
            operatorCodes,
            graphs,
            description,
            bufferVector,
            0,
            metadata,
            signatures);
    Model.finishModelBuffer(builder, root);
    return builder.sizedByteArray();
  }

  /** Where in the bytes the reference from a buffer to its data is. */
  int reference(int number) {
    return builder.offset() - bufferTables[number] + Integer.BYTES;
  }

  private int buffer(int number) {
    Buffer.startBuffer(builder);
    builder.addInt(0, number, 0);
    return Buffer.endBuffer(builder);
  }

  private int graph() {
    int[] tensors = IntStream.range(0, model.tensors().size()).map(this::tensor).toArray();
    int[] operators = model.ops().stream().mapToInt(this::operator).toArray();
    int tensorVector = SubGraph.createTensorsVector(builder, tensors);
    int inputs = SubGraph.createInputsVector(builder, positions(model.inputs()));
    int outputs = SubGraph.createOutputsVector(builder, positions(model.outputs()));
    int operatorVector = SubGraph.createOperatorsVector(builder, operators);
    int name = builder.createString(model.name());
    return SubGraph.createSubGraph(builder, tensorVector, inputs, outputs, operatorVector, name);
  }

  private static int[] positions(List<Port> ports) {
    return ports.stream().mapToInt(Port::tensor).toArray();
  }

  private int tensor(int position) {
    LiteTensor tensor = model.tensor(position);
    if (tensor.quantized()) {
      throw new IllegalStateException("quantised tensors can be read, but not written");
    }
    int shape = Tensor.createShapeVector(builder, ints(tensor.shape()));
    int signature =
        tensor.isStatic()
            ? 0
            : Tensor.createShapeSignatureVector(builder, ints(tensor.signature()));
    int name = builder.createString(tensor.name());
    Tensor.startTensor(builder);
    Tensor.addShape(builder, shape);
    Tensor.addType(builder, ElementNumbers.number(tensor.element()));
    Tensor.addBuffer(builder, buffers.ofTensor(position));
    Tensor.addName(builder, name);
    Tensor.addIsVariable(builder, tensor.variable());
    if (signature != 0) {
      Tensor.addShapeSignature(builder, signature);
    }
    Tensor.addHasRank(builder, true);
    return Tensor.endTensor(builder);
  }

  private int operator(LiteOp op) {
    int inputs = Operator.createInputsVector(builder, ints(op.inputs()));
    int outputs = Operator.createOutputsVector(builder, ints(op.outputs()));
    int table = OptionsWriter.table(op);
    int options = table == 0 ? 0 : OptionsWriter.write(builder, op.options());
    Operator.startOperator(builder);
    Operator.addOpcodeIndex(builder, codes.index(op));
    Operator.addInputs(builder, inputs);
    Operator.addOutputs(builder, outputs);
    if (table != 0) {
      Operator.addBuiltinOptionsType(builder, (byte) table);
      Operator.addBuiltinOptions(builder, options);
    }
    return Operator.endOperator(builder);
  }

  private int[] metadata() {
    return buffers.ofMetadata().entrySet().stream()
        .mapToInt(
            entry ->
                Metadata.createMetadata(
                    builder, builder.createString(entry.getKey()), entry.getValue()))
        .toArray();
  }

  private int signature() {
    int inputs = SignatureDef.createInputsVector(builder, ports(model.inputs()));
    int outputs = SignatureDef.createOutputsVector(builder, ports(model.outputs()));
    int key = builder.createString(SIGNATURE);
    return SignatureDef.createSignatureDef(builder, inputs, outputs, key, 0);
  }

  private int[] ports(List<Port> ports) {
    return ports.stream()
        .mapToInt(
            port ->
                TensorMap.createTensorMap(
                    builder, builder.createString(port.name()), port.tensor()))
        .toArray();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
