package dev.espalier.ir.run;

import static dev.espalier.ir.run.Runs.all;
import static dev.espalier.ir.run.Runs.doubles;
import static dev.espalier.ir.run.Runs.range;
import static dev.espalier.ir.run.Runs.run;
import static dev.espalier.ir.run.Runs.shape;
import static dev.espalier.ir.run.Runs.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutsTest {
  @Test
  void transposes() {
    Tensor y = run(new Transpose(List.of(2L, 0L, 1L)), range(2, 3, 2));
    assertThat(y.shape()).containsExactly(2, 2, 3);
    assertThat(y.toDoubles()).containsExactly(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11);
  }

  @Test
  void slicesForwardsAndBackwards() {
    Tensor x = range(3, 4);
    Slice slice =
        new Slice(List.of(0L, 1L), List.of(-1L, 1L), List.of(-100L, 100L), List.of(-2L, 2L));
    assertThat(run(slice, x).toDoubles()).containsExactly(9, 11, 1, 3);
    Slice empty = new Slice(List.of(1L), List.of(3L), List.of(1L), List.of(1L));
    assertThat(run(empty, x).shape()).containsExactly(3, 0);
  }

  @Test
  void selectsAndGathers() {
    Tensor x = range(2, 3);
    assertThat(run(new IndexSelect(1, List.of(2L, 0L, 2L)), x).toDoubles())
        .containsExactly(2, 0, 2, 5, 3, 5);
    Tensor y = run(new Gather(1), x, Tensor.longs(shape(2, 2), 0, -1, 1, -3));
    assertThat(y.shape()).containsExactly(2, 2, 2);
    assertThat(y.toDoubles()).containsExactly(0, 2, 1, 0, 3, 5, 4, 3);
    assertThat(run(new Gather(0), x, Tensor.longs(shape(), 1)).toDoubles())
        .containsExactly(3, 4, 5);
    assertThatThrownBy(() -> run(new Gather(1), x, Tensor.longs(shape(), 3)))
        .isInstanceOf(IrException.class)
        .hasMessage("index 3 into an axis of 3");
  }

  @Test
  void splitsAndConcatenates() {
    Tensor x = range(2, 3);
    List<Tensor> parts = all(new Split(1, List.of(1L, 0L, 2L)), x);
    assertThat(parts.get(0).toDoubles()).containsExactly(0, 3);
    assertThat(parts.get(1).shape()).containsExactly(2, 0);
    assertThat(parts.get(2).toDoubles()).containsExactly(1, 2, 4, 5);
    assertThat(run(new Concat(1), parts.get(2), parts.get(1), parts.get(0)).toDoubles())
        .containsExactly(1, 2, 0, 4, 5, 3);
  }

  @Test
  void tilesAndExpands() {
    assertThat(run(new Tile(List.of(2L, 2L)), doubles(shape(1, 2), 1, 2)).toDoubles())
        .containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    Tensor y =
        run(new Expand(List.of(Dim.of(2), Dim.of(1), Dim.of(3))), doubles(shape(2, 1), 1, 2));
    assertThat(y.shape()).containsExactly(2, 2, 3);
    assertThat(y.toDoubles()).containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2);
  }

  @Test
  void padsAndCuts() {
    Tensor x = doubles(shape(1, 3), 1, 2, 3);
    List<Long> around = List.of(0L, 2L, 1L, 1L);
    assertThat(run(new Pad(around, Pad.Mode.CONSTANT, 9), x).toDoubles())
        .containsExactly(9, 9, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9);
    List<Long> row = List.of(0L, 2L, 0L, 1L);
    assertThat(run(new Pad(row, Pad.Mode.EDGE, 0), x).toDoubles())
        .containsExactly(1, 1, 1, 2, 3, 3);
    assertThat(run(new Pad(row, Pad.Mode.REFLECT, 0), x).toDoubles())
        .containsExactly(3, 2, 1, 2, 3, 2);
    List<Long> cut = List.of(0L, -1L, 0L, 2L);
    assertThat(run(new Pad(cut, Pad.Mode.CONSTANT, 0), x).toDoubles()).containsExactly(2, 3, 0, 0);
    assertThat(run(new Pad(cut, Pad.Mode.REFLECT, 0), x).toDoubles()).containsExactly(2, 3, 2, 1);
  }

  /** The example of the ONNX operator tests, in both orders. */
  @Test
  void channelsBecomeSpaceAndBack() {
    Tensor x = range(1, 8, 1, 2);
    Tensor depthFirst = run(new DepthToSpace(2, false), x);
    assertThat(depthFirst.shape()).containsExactly(1, 2, 2, 4);
    assertThat(depthFirst.toDoubles())
        .containsExactly(0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15);
    Tensor columnFirst = run(new DepthToSpace(2, true), x);
    assertThat(columnFirst.toDoubles())
        .containsExactly(0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15);
    assertThat(run(new SpaceToDepth(2), depthFirst).toDoubles()).isEqualTo(x.toDoubles());
  }

  @Test
  void shapesAreRead() {
    Tensor x = range(2, 3, 1);
    assertThat(run(new Shape(0, Long.MAX_VALUE), x).toLongs()).containsExactly(2, 3, 1);
    assertThat(run(new Shape(-2, -1), x).toLongs()).containsExactly(3);
    Tensor flat = run(Reshape.to(3, 2), x);
    assertThat(flat.shape()).containsExactly(3, 2);
    assertThat(flat.toDoubles()).isEqualTo(x.toDoubles());
  }

  @Test
  void aMaskedChannelIsZeroWhateverItHeld() {
    Tensor x = doubles(shape(1, 3, 2), Double.NaN, Double.POSITIVE_INFINITY, 1, 2, -3, 4);
    Tensor y = run(new ChannelMask(1), x, vector(0.5, 0.51, 7));
    assertThat(y.toDoubles()).containsExactly(0, 0, 1, 2, -3, 4);
    assertThatThrownBy(() -> run(new ChannelMask(1), x, vector(1, Double.NaN, 1)))
        .isInstanceOf(IrException.class)
        .hasMessage("score 1 is NaN, a finite number is needed");
    assertThatThrownBy(() -> run(new ChannelMask(1), x, vector(1, 1, Double.NEGATIVE_INFINITY)))
        .isInstanceOf(IrException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "I8", "U8", "I32", "I64", "BOOL"})
  void everyElementTypeIsMoved(ElementType element) {
    Tensor x = Tensor.of(element, shape(2, 2), 1, 0, 1, 1);
    Interpreter interpreter = new Interpreter(Precision.F32);
    Transpose transpose = new Transpose(List.of(1L, 0L));
    Tensor y = interpreter.evaluate(transpose, List.of(Optional.of(x))).get(0);
    assertThat(y.element()).isEqualTo(element);
    assertThat(y.toDoubles()).containsExactly(1, 1, 0, 1);
  }
}
