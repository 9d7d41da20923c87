package dev.espalier.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs ONNX files in ONNX Runtime: no optimisation, one thread. */
final class Ort {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private Ort() {}

  /** The outputs in order, for inputs by name; what the model does not name is left out. */
  static List<Tensor> run(Path file, Map<String, Tensor> inputs) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
        return run(session, inputs);
      }
    }
  }

  private static List<Tensor> run(OrtSession session, Map<String, Tensor> inputs)
      throws OrtException {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    for (String name : session.getInputNames()) {
      feeds.put(name, feed(inputs.get(name)));
    }
    try (OrtSession.Result results = session.run(feeds)) {
      List<Tensor> outputs = new ArrayList<>();
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> result : results) {
        outputs.add(tensor((OnnxTensor) result.getValue()));
      }
      return outputs;
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor feed(Tensor tensor) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(tensor.byteSize()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
    return OnnxTensor.createTensor(
        ENVIRONMENT, bytes.flip(), tensor.shape(), javaType(tensor.element()));
  }

  private static Tensor tensor(OnnxTensor value) {
    ElementType element = element(value.getInfo().type);
    ByteBuffer bytes = value.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.view(element, value.getInfo().getShape(), bytes);
  }

  private static OnnxJavaType javaType(ElementType element) {
    return switch (element) {
      case F32 -> OnnxJavaType.FLOAT;
      case F16 -> OnnxJavaType.FLOAT16;
      case F64 -> OnnxJavaType.DOUBLE;
      case I8 -> OnnxJavaType.INT8;
      case U8 -> OnnxJavaType.UINT8;
      case I32 -> OnnxJavaType.INT32;
      case I64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException("no feed of type " + element);
    };
  }

  private static ElementType element(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> ElementType.F32;
      case FLOAT16 -> ElementType.F16;
      case DOUBLE -> ElementType.F64;
      case INT8 -> ElementType.I8;
      case UINT8 -> ElementType.U8;
      case INT32 -> ElementType.I32;
      case INT64 -> ElementType.I64;
      case BOOL -> ElementType.BOOL;
      default -> throw new IllegalArgumentException("no tensor of type " + type);
    };
  }
}
