package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static dev.espalier.ir.run.Runs.truth;
import static dev.espalier.ir.run.Runs.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Mod;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Where;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static final long LARGE = (1L << 60) + 1;

  @Test
  void bothOperandsAreBroadcast() {
    Tensor column = doubles(shape(2, 1), 1, 2);
    Tensor row = doubles(shape(3), 10, 20, 30);
    Tensor sum = run(new Add(), column, row);
    assertThat(sum.shape()).containsExactly(2, 3);
    assertThat(sum.toDoubles()).containsExactly(11, 21, 31, 12, 22, 32);
    assertThat(run(new Sub(), row, column).toDoubles()).containsExactly(9, 19, 29, 8, 18, 28);
    assertThat(
            run(new PRelu(), doubles(shape(1, 2, 2), -1, 2, -3, 4), doubles(shape(2, 1), 0.5, 2)))
        .extracting(Tensor::toDoubles)
        .isEqualTo(new double[] {-0.5, 2, -6, 4});
  }

  @Test
  void integersLoseNoDigit() {
    Tensor large = Tensor.longs(shape(2), LARGE, -LARGE);
    Tensor two = Tensor.longs(shape(), 2);
    Tensor one = Tensor.longs(shape(), 1);
    assertThat(run(new Add(), large, one).toLongs()).containsExactly(LARGE + 1, 1 - LARGE);
    assertThat(run(new Mul(), large, two).toLongs()).containsExactly(2 * LARGE, -2 * LARGE);
    assertThat(run(new Div(), large, two).toLongs()).containsExactly(LARGE / 2, -(LARGE / 2));
    assertThat(run(new Mod(), large, two).toLongs()).containsExactly(1, 1);
    assertThat(run(new Max(), large, one).toLongs()).containsExactly(LARGE, 1);
    assertThat(run(new Equal(), large, Tensor.longs(shape(), LARGE - 1)).toDoubles())
        .containsExactly(0, 0);
    assertThat(run(new Neg(), large).toLongs()).containsExactly(-LARGE, LARGE);
    assertThat(run(new Abs(), large).toLongs()).containsExactly(LARGE, LARGE);
    assertThat(run(new Relu(), large).toLongs()).containsExactly(LARGE, 0);
    assertThat(run(new Clip(-5, Double.POSITIVE_INFINITY), large).toLongs())
        .containsExactly(LARGE, -5);
    assertThat(run(new Pow(), Tensor.longs(shape(), 3), Tensor.longs(shape(), 39)).toLongs())
        .containsExactly(4052555153018976267L);
    assertThat(run(new Where(), truth(0, 1), large, Tensor.longs(shape(), LARGE + 4)).toLongs())
        .containsExactly(LARGE + 4, -LARGE);
  }

  @Test
  void integersWrapAndAreTruncated() {
    Tensor bytes = Tensor.of(ElementType.U8, shape(2), 200, 7);
    assertThat(run(new Add(), bytes, bytes).toLongs()).containsExactly(144, 14);
    Tensor ints = Tensor.of(ElementType.I32, shape(2), -7, 1 << 30);
    assertThat(run(new Div(), ints, Tensor.of(ElementType.I32, shape(), 2)).toLongs())
        .containsExactly(-3, 1 << 29);
    assertThat(run(new Mul(), ints, Tensor.of(ElementType.I32, shape(), 4)).toLongs())
        .containsExactly(-28, 0);
    assertThatThrownBy(() -> run(new Div(), ints, Tensor.of(ElementType.I32, shape(), 0)))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("by zero");
  }

  @Test
  void aCastTruncatesWrapsAndTests() {
    Tensor x = vector(-1.7, 2.9, 0, 300);
    assertThat(run(new Cast(ElementType.I64), x).toLongs()).containsExactly(-1, 2, 0, 300);
    assertThat(run(new Cast(ElementType.U8), x).toLongs()).containsExactly(255, 2, 0, 44);
    assertThat(run(new Cast(ElementType.BOOL), x).toLongs()).containsExactly(1, 1, 0, 1);
    assertThat(run(new Cast(ElementType.F32), truth(1, 0)).toDoubles()).containsExactly(1, 0);
    Tensor large = Tensor.longs(shape(1), (1L << 32) + 5);
    assertThat(run(new Cast(ElementType.I32), large).toLongs()).containsExactly(5);
  }

  @Test
  void functionsAgreeWithPublishedValues() {
    Offset<Double> close = Offset.offset(1e-15);
    double[] erf = run(new Erf(), vector(0.5, 1, 2, 3, -1, 7)).toDoubles();
    assertThat(erf[0]).isCloseTo(0.5204998778130465, close);
    assertThat(erf[1]).isCloseTo(0.8427007929497149, close);
    assertThat(erf[2]).isCloseTo(0.9953222650189527, close);
    assertThat(erf[3]).isCloseTo(0.9999779095030014, close);
    assertThat(erf[4]).isCloseTo(-0.8427007929497149, close);
    assertThat(erf[5]).isEqualTo(1);
    assertThat(run(new Gelu(false), vector(1)).at(0)).isCloseTo(0.8413447460685429, close);
    assertThat(run(new HardSwish(), vector(-4, 1.5, 4)).toDoubles())
        .containsExactly(-0.0, 1.125, 4);
  }

  @Test
  void everyResultIsRoundedOnceToItsType() {
    Interpreter single = new Interpreter(Precision.F32);
    Tensor third = Tensor.floats(shape(1), 1 / 3f);
    List<Optional<Tensor>> operands = List.of(Optional.of(third), Optional.of(third));
    Tensor product = single.evaluate(new Mul(), operands).get(0);
    assertThat(product.element()).isEqualTo(ElementType.F32);
    assertThat(product.at(0)).isEqualTo((float) ((double) (1 / 3f) * (1 / 3f)));
    Tensor half = Tensor.of(ElementType.F16, shape(1), 2049);
    assertThat(half.at(0)).isEqualTo(2048);
    Tensor more = Tensor.of(ElementType.F16, shape(1), 1.5);
    Tensor sum = single.evaluate(new Add(), List.of(Optional.of(half), Optional.of(more))).get(0);
    assertThat(sum.element()).isEqualTo(ElementType.F16);
    assertThat(sum.at(0)).isEqualTo(2050);
    Tensor wide = run(new Mul(), third, third);
    assertThat(wide.element()).isEqualTo(ElementType.F64);
    assertThat(wide.at(0)).isEqualTo((double) (1 / 3f) * (1 / 3f));
  }
}
