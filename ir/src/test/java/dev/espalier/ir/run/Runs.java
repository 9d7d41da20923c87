package dev.espalier.ir.run;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.text.SeededTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Short forms for tests of single operators, in double. */
final class Runs {
  private Runs() {}

  static Tensor run(Op op, Tensor... operands) {
    return all(op, operands).get(0);
  }

  static List<Tensor> all(Op op, Tensor... operands) {
    return new Interpreter(Precision.F64)
        .evaluate(op, Arrays.stream(operands).map(Optional::of).toList());
  }

  static long[] shape(long... dims) {
    return dims;
  }

  static Tensor doubles(long[] shape, double... values) {
    return Tensor.of(ElementType.F64, shape, values);
  }

  static Tensor vector(double... values) {
    return doubles(shape(values.length), values);
  }

  static Tensor random(long seed, long... shape) {
    return SeededTensor.of(TensorType.of(ElementType.F64, shape), seed);
  }

  /** 0, 1, 2, ... */
  static Tensor range(long... shape) {
    double[] values = new double[(int) TensorType.f32(shape).elements().value()];
    Arrays.setAll(values, i -> i);
    return doubles(shape, values);
  }

  static Tensor truth(double... values) {
    return Tensor.of(ElementType.BOOL, shape(values.length), values);
  }
}
