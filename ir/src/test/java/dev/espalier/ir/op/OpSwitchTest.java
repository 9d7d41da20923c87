package dev.espalier.ir.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.IrException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpSwitchTest {
  private static OpSwitch.Builder<String, String> all(String result) {
    return OpSwitch.<String, String>over().on(Operators.all(), (op, argument) -> result + argument);
  }

  @Test
  void aMissingCaseIsNoticedWhenTheSwitchIsBuilt() {
    for (Class<? extends Op> left : Operators.all()) {
      OpSwitch.Builder<String, String> builder = OpSwitch.over();
      Operators.all().stream()
          .filter(operator -> operator != left)
          .forEach(operator -> builder.on(operator, (op, argument) -> argument));
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no case for " + left.getSimpleName());
    }
  }

  @Test
  void theLatestCaseOfAnOperatorCounts() {
    OpSwitch<String, String> names =
        all("any")
            .on(Pointwise.class, (op, argument) -> "pointwise")
            .on(Relu.class, (relu, argument) -> "relu")
            .on(Clip.class, (clip, argument) -> argument + clip.max())
            .build();
    assertThat(names.apply(new Relu(), "x")).isEqualTo("relu");
    assertThat(names.apply(new Clip(0, 6), "x")).isEqualTo("x6.0");
    assertThat(names.apply(new Sigmoid(), "x")).isEqualTo("pointwise");
    assertThat(names.apply(new Add(), "x")).isEqualTo("anyx");
  }

  @Test
  void refusalsNameTheOperatorAndTheReason() {
    OpSwitch<String, String> refusing = all("").refuse(Resize.class, "no resize here").build();
    Resize resize =
        new Resize(
            List.of(2L),
            List.of(2.0),
            List.of(),
            Resize.Mode.NEAREST,
            Resize.Coordinates.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            -0.75,
            false);
    assertThatThrownBy(() -> refusing.apply(resize, ""))
        .isInstanceOf(IrException.class)
        .hasMessage("resize: no resize here");
  }

  @Test
  void mnemonicsAreUniqueAndFindTheirOperator() {
    assertThat(Operators.all()).hasSizeGreaterThan(70).doesNotHaveDuplicates();
    for (Class<? extends Op> operator : Operators.all()) {
      String mnemonic = Operators.mnemonic(operator);
      assertThat(mnemonic).matches("[a-z][a-z0-9_]*");
      assertThat(Operators.knows(mnemonic)).isTrue();
      assertThat(Operators.named(mnemonic)).isEqualTo(operator);
    }
    assertThat(Operators.mnemonic(ConvTranspose.class)).isEqualTo("conv_transpose");
    assertThat(Operators.knows("nonsense")).isFalse();
  }

  @Test
  void familiesContainTheirOperators() {
    assertThat(Operators.in(Reduction.class))
        .contains(ReduceMean.class, ReduceL2.class)
        .doesNotContain(ArgMax.class);
    assertThat(Operators.in(Conv.class)).isEqualTo(List.of(Conv.class));
  }
}
