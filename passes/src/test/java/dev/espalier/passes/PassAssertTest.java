package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Relu;
import org.junit.jupiter.api.Test;

class PassAssertTest {
  /** x + x | 2 x */
  private static final class DoubleOnce implements Rule<Add> {
    private final double factor;

    DoubleOnce(double factor) {
      this.factor = factor;
    }

    @Override
    public Class<Add> root() {
      return Add.class;
    }

    @Override
    public Outcome apply(Match match, Add add) {
      if (!match.operand(0).equals(match.operand(1))) {
        return match.refuse("%%%s is not %%%s", match.operand(1), match.operand(0));
      }
      Tensor two = Tensor.scalar(match.type(0).element(), factor);
      return match.replace(new Mul(), match.operand(0), match.constant("factor", two));
    }
  }

  /** Never settles: a relu is replaced by two. */
  private static final class GrowRelu implements Rule<Relu> {
    @Override
    public Class<Relu> root() {
      return Relu.class;
    }

    @Override
    public Outcome apply(Match match, Relu relu) {
      if (match.graph().nodes().size() > 2) {
        return match.refuse("enough");
      }
      return match.replace(new Relu(), match.node("again", new Relu(), match.operand(0)));
    }
  }

  private static final String TWICE =
      """
      graph @g(%x: f32[N,2]) {
        %y = add(%x, %x) : f32[N,2]
        return %y
      }
      """;

  private static String product(String factor) {
    return """
        graph @g(%x: f32[N,2]) {
          %y = mul(%x, f32[]#[FACTOR]) : f32[N,2]
          return %y
        }
        """
        .replace("FACTOR", factor);
  }

  @Test
  void textAndNumbersAreChecked() {
    PassAssert.on(new DoubleOnce(2), TWICE).gives(product("2"));
  }

  @Test
  void wrongTextFails() {
    assertThatThrownBy(() -> PassAssert.on(new DoubleOnce(2), TWICE).gives(product("3")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void wrongNumbersFail() {
    PassAssert wrong = PassAssert.on(new DoubleOnce(2.00000001), TWICE);
    assertThatThrownBy(() -> wrong.gives(product("2")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("%y[0] is");
  }

  @Test
  void changingNothingIsNotAResult() {
    String other = TWICE.replace("add(%x, %x)", "add(%x, f32[2]#[1, 2])");
    PassAssert.on(new DoubleOnce(2), other).changesNothing();
    assertThatThrownBy(() -> PassAssert.on(new DoubleOnce(2), TWICE).changesNothing())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void refusalsAreChecked() {
    String other = TWICE.replace("add(%x, %x)", "add(%x, %w=f32[2]#[1, 2])");
    PassAssert.on(new DoubleOnce(2), other).refuses("is not %x");
    assertThatThrownBy(() -> PassAssert.on(new DoubleOnce(2), other).refuses("something else"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aSecondRunMustChangeNothing() {
    String relu =
        """
        graph @g(%x: f32[2]) {
          %y = relu(%x) : f32[2]
          return %y
        }
        """;
    String twice = relu.replace("  %y", "  %y.again = relu(%x) : f32[2]\n  %y");
    Pass once =
        graph -> graph.nodes().size() > 2 ? graph : new ApplyRules(new GrowRelu()).run(graph);
    assertThatThrownBy(
            () ->
                PassAssert.on(once, relu)
                    .gives(twice.replace("y = relu(%x)", "y = relu(%y.again)")))
        .isInstanceOf(AssertionError.class);
  }
}
