package dev.espalier.savedmodel;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;

/** Matrix products. */
final class Matrices {
  private Matrices() {}

  /** Weights [O, I] become [I, O]; the input is read as rows of I elements. */
  static String fullyConnected(Call call) {
    LiteTensor result = call.result();
    int depth = call.tensor(1).dim(1);
    int rows = Math.toIntExact(call.tensor(0).size() / depth);
    String input =
        call.tensor(0).rank() == 2 && call.tensor(0).dim(1) == depth
            ? call.in(0)
            : call.reshape(call.in(0), call.element(), rows, depth);
    String product = call.typed("MatMul", input, call.transposed(1, 1, 0)).add();
    String sum = call.finished(2, product);
    int[] shape = result.shape().stream().mapToInt(Integer::intValue).toArray();
    return result.rank() == 2 ? sum : call.reshape(sum, call.element(), shape);
  }

  static String batchMatMul(Call call) {
    Options.BatchMatMul options = call.options(Options.BatchMatMul.class);
    return call.typed("BatchMatMulV2", call.in(0), call.in(1))
        .with("adj_x", options.adjX())
        .with("adj_y", options.adjY())
        .add();
  }
}
