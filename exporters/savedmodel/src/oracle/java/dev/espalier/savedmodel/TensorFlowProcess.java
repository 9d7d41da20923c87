package dev.espalier.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.RawTensor;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The process in which TensorFlow's native code runs. For each folder named by its arguments it
 * runs the SavedModel there on {@code in.0}, {@code in.1}, ..., the elements of the inputs in the
 * order of their names, writes {@code out.0}, ..., and converts it to {@code official.tflite} and
 * {@code official-16.tflite}; where that fails, {@code run.txt} or {@code official.txt} tells why.
 */
final class TensorFlowProcess {
  private TensorFlowProcess() {}

  /** Ends without running what native code registered for the end of the process. */
  public static void main(String[] arguments) throws IOException {
    OfficialConverter converter = OfficialConverter.open();
    for (String folder : Files.readAllLines(Path.of(arguments[0]))) {
      run(Path.of(folder));
      convert(converter, Path.of(folder));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void convert(OfficialConverter converter, Path folder) throws IOException {
    try {
      Files.write(folder.resolve("official.tflite"), converter.convert(folder, false));
      Files.write(folder.resolve("official-16.tflite"), converter.convert(folder, true));
    } catch (IllegalStateException e) {
      Files.writeString(folder.resolve("official.txt"), String.valueOf(e.getMessage()));
    }
  }

  private static void run(Path folder) throws IOException {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
      Session.Runner runner = bundle.session().runner();
      int in = 0;
      for (TensorInfo info : sorted(signature.getInputsMap())) {
        runner.feed(info.getName(), tensor(info, folder.resolve("in." + in++)));
      }
      sorted(signature.getOutputsMap()).forEach(info -> runner.fetch(info.getName()));
      try (Result results = runner.run()) {
        for (int out = 0; out < results.size(); out++) {
          Files.write(folder.resolve("out." + out), bytes(results.get(out)));
        }
      }
    } catch (RuntimeException e) {
      Files.writeString(folder.resolve("run.txt"), String.valueOf(e.getMessage()));
    }
  }

  private static List<TensorInfo> sorted(Map<String, TensorInfo> ports) {
    return List.copyOf(new TreeMap<>(ports).values());
  }

  private static Tensor tensor(TensorInfo info, Path file) throws IOException {
    long[] dims =
        info.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    ByteDataBuffer data = DataBuffers.of(Files.readAllBytes(file), true, false);
    return Tensor.of(type(info.getDtype()), Shape.of(dims), data);
  }

  private static Class<? extends TType> type(DataType type) {
    return switch (type) {
      case DT_FLOAT -> TFloat32.class;
      case DT_INT32 -> TInt32.class;
      case DT_INT64 -> TInt64.class;
      case DT_UINT8 -> TUint8.class;
      case DT_BOOL -> TBool.class;
      default -> throw new IllegalArgumentException("no input of type " + type);
    };
  }

  private static byte[] bytes(Tensor tensor) {
    RawTensor raw = tensor.asRawTensor();
    byte[] bytes = new byte[Math.toIntExact(raw.numBytes())];
    raw.data().read(bytes);
    return bytes;
  }
}
