import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** ONNX Runtime as an offline optimiser: reads a model, and writes it with basic optimisations. */
final class OfflineOptimizer {
  private OfflineOptimizer() {}

  public static void main(String[] args) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      options.setOptimizedModelFilePath(args[1]);
      OrtEnvironment.getEnvironment().createSession(args[0], options).close();
    }
  }
}
