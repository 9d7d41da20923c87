package dev.espalier.savedmodel;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.SignatureRunner;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** Runs TFLite files on TFLite's own kernels, with one thread. */
final class LiteInterpreter {
  private LiteInterpreter() {}

  /** The named outputs on named inputs, all as the bytes of their elements. */
  static Map<String, byte[]> run(
      Path file, Map<String, byte[]> inputs, Collection<String> outputs) {
    try (FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromFile(file.toString())) {
      require(model != null && !model.isNull(), "the verifier refuses", file);
      return run(model, file, inputs, outputs);
    }
  }

  private static Map<String, byte[]> run(
      FlatBufferModel model, Path file, Map<String, byte[]> inputs, Collection<String> outputs) {
    try (BuiltinOpResolverWithoutDefaultDelegates operators =
            new BuiltinOpResolverWithoutDefaultDelegates();
        InterpreterBuilder builder = new InterpreterBuilder(model, operators);
        Interpreter interpreter = new Interpreter((Pointer) null)) {
      builder.SetNumThreads(1);
      require(builder.apply(interpreter) == kTfLiteOk, "the interpreter refuses", file);
      SignatureRunner runner = interpreter.GetSignatureRunner("serving_default");
      require(runner.AllocateTensors() == kTfLiteOk, "sizes do not fit in", file);
      inputs.forEach((name, bytes) -> data(runner.input_tensor(name), bytes.length).put(bytes));
      require(runner.Invoke() == kTfLiteOk, "cannot run", file);
      Map<String, byte[]> results = new TreeMap<>();
      outputs.forEach(name -> results.put(name, bytes(runner.output_tensor(name))));
      return results;
    }
  }

  private static byte[] bytes(TfLiteTensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    data(tensor, bytes.length).get(bytes);
    return bytes;
  }

  private static BytePointer data(TfLiteTensor tensor, int bytes) {
    if (tensor.bytes() != bytes) {
      throw new IllegalStateException(
          "a tensor of %d bytes where %d are expected".formatted(tensor.bytes(), bytes));
    }
    return new BytePointer(tensor.data().data());
  }

  private static void require(boolean holds, String reason, Path file) {
    if (!holds) {
      throw new IllegalStateException("TFLite: " + reason + " " + file);
    }
  }
}
