package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DimTest {
  private static final Dim H = Dim.symbol("H");
  private static final Dim W = Dim.symbol("W");

  /** A dim and the same expression computed with plain integers. */
  private record Both(Dim dim, ToLongFunction<Map<String, Long>> value) {
    void assertEqual() {
      for (long h = 0; h < 9; h++) {
        for (long w = 0; w < 5; w++) {
          Map<String, Long> at = Map.of("H", h, "W", w);
          assertThat(dim.evaluate(at)).as("%s at %s", dim, at).isEqualTo(value.applyAsLong(at));
        }
      }
    }
  }

  private static Both random(Random random, int depth) {
    int kind = depth == 0 ? random.nextInt(3) : random.nextInt(7);
    if (kind == 0) {
      long value = random.nextInt(9) - 4L;
      return new Both(Dim.of(value), at -> value);
    } else if (kind < 3) {
      String name = kind == 1 ? "H" : "W";
      return new Both(Dim.symbol(name), at -> at.get(name));
    }
    Both a = random(random, depth - 1);
    Both b = random(random, depth - 1);
    long divisor = 1L + random.nextInt(5);
    return switch (kind) {
      case 3 ->
          new Both(a.dim.plus(b.dim), at -> a.value.applyAsLong(at) + b.value.applyAsLong(at));
      case 4 ->
          new Both(a.dim.minus(b.dim), at -> a.value.applyAsLong(at) - b.value.applyAsLong(at));
      case 5 ->
          new Both(a.dim.times(b.dim), at -> a.value.applyAsLong(at) * b.value.applyAsLong(at));
      default ->
          new Both(a.dim.floorDiv(divisor), at -> Math.floorDiv(a.value.applyAsLong(at), divisor));
    };
  }

  private static List<Both> many() {
    Random random = new Random(11);
    List<Both> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(random(random, 1 + i % 3));
    }
    return many;
  }

  @Test
  void arithmeticIsThatOfIntegers() {
    many().forEach(Both::assertEqual);
  }

  @Test
  void textIsReadBackAsAnEqualDim() {
    for (Both both : many()) {
      assertThat(DimParser.parse(both.dim.toString())).isEqualTo(both.dim);
    }
  }

  @Test
  void sumsAndProductsAreCanonical() {
    List<Both> dims = many();
    for (int i = 0; i + 2 < dims.size(); i += 3) {
      Dim a = dims.get(i).dim;
      Dim b = dims.get(i + 1).dim;
      Dim c = dims.get(i + 2).dim;
      assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
      assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.times(b)).isEqualTo(b.times(a)).hasSameHashCodeAs(b.times(a));
      assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
      assertThat(a.minus(a)).isEqualTo(Dim.of(0));
      assertThat(a.neverEquals(a.plus(1))).isTrue();
      assertThat(a.neverEquals(a)).isFalse();
    }
  }

  @Test
  void multiplesOfTheDivisorLeaveTheFloor() {
    for (long divisor = 1; divisor < 6; divisor++) {
      for (Both both : many().subList(0, 60)) {
        Dim added = both.dim.plus(H.times(divisor)).plus(3 * divisor);
        assertThat(added.floorDiv(divisor)).isEqualTo(both.dim.floorDiv(divisor).plus(H).plus(3));
        assertThat(both.dim.times(divisor).floorDiv(divisor)).isEqualTo(both.dim);
      }
    }
  }

  @Test
  void ceilDivIsFloorDivOfTheNegative() {
    for (long divisor = 1; divisor < 6; divisor++) {
      for (long h = 0; h < 20; h++) {
        Map<String, Long> at = Map.of("H", h);
        assertThat(H.plus(-3).ceilDiv(divisor).evaluate(at))
            .isEqualTo(-Math.floorDiv(-(h - 3), divisor));
      }
    }
  }

  @Test
  void aQuotientTimesTheDivisorIsTheDividend() {
    int found = 0;
    List<Both> dims = many();
    for (int i = 0; i + 1 < dims.size(); i++) {
      Dim divisor = dims.get(i + 1).dim;
      Optional<Dim> quotient = dims.get(i).dim.times(divisor).dividedBy(divisor);
      if (quotient.isPresent()) {
        assertThat(quotient.get().times(divisor)).isEqualTo(dims.get(i).dim.times(divisor));
        found++;
      }
    }
    assertThat(found).isGreaterThan(50);
    assertThat(H.times(W).times(6).dividedBy(W.times(2))).contains(H.times(3));
    assertThat(H.plus(W).dividedBy(H.plus(W))).contains(Dim.of(1));
    assertThat(H.plus(1).dividedBy(H)).isEmpty();
    assertThat(H.times(3).dividedBy(Dim.of(2))).isEmpty();
    assertThat(H.dividedBy(Dim.of(0))).isEmpty();
  }

  @Test
  void substitutionCommutesWithEvaluation() {
    for (Both both : many()) {
      Dim replaced = both.dim.substitute(Map.of("H", W.times(2).plus(1)));
      for (long w = 0; w < 6; w++) {
        assertThat(replaced.evaluate(Map.of("W", w)))
            .isEqualTo(both.dim.evaluate(Map.of("H", 2 * w + 1, "W", w)));
      }
      assertThat(replaced.symbols()).doesNotContain("H");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H+H, 2*H",
    "W+H, H+W",
    "2*H-H, H",
    "H-H, 0",
    "3-H, -H+3",
    "W*H, H*W",
    "2*H*3, 6*H",
    "floor((2*H)/2), H",
    "floor((2*H+1)/2), H",
    "floor((4*H+W+7)/4), H+floor((W+3)/4)+1",
    "floor((3*H)/2), H+floor((H)/2)",
    "floor((-H)/2), -H+floor((H)/2)",
    "floor((2*H+1)/4), floor((H)/2)",
    "floor((floor((H+1)/2)+1)/2), floor((H+3)/4)",
    "floor((floor((H)/2)+W)/2), floor((W+floor((H)/2))/2)",
    "floor((H-1)/2)+1, floor((H+1)/2)",
    "floor((7)/2), 3",
  })
  void canonicalForms(String text, String canonical) {
    assertThat(DimParser.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "H+",
        "2*",
        "*H",
        "H)",
        "floor((H/2)",
        "floor(H/2)",
        "floor((H)/0)",
        "2H",
        "H W!",
        "floor",
        "99999999999999999999"
      })
  void unreadableDims(String text) {
    assertThatThrownBy(() -> DimParser.parse(text)).isInstanceOf(IrException.class);
  }

  @Test
  void faultsAreNamed() {
    assertThatThrownBy(() -> H.floorDiv(0))
        .isInstanceOf(IrException.class)
        .hasMessage("division of the dimension H by 0");
    assertThatThrownBy(() -> H.plus(1).value())
        .isInstanceOf(IrException.class)
        .hasMessage("the dimension H+1 is not known at compile time");
    assertThatThrownBy(() -> H.evaluate(Map.of()))
        .isInstanceOf(IrException.class)
        .hasMessage("no value for the symbolic dimension H");
    assertThatThrownBy(() -> Dim.symbol("a b"))
        .isInstanceOf(IrException.class)
        .hasMessage("'a b' is not a name for a symbolic dimension");
    assertThatThrownBy(() -> Dim.of(Long.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
  }
}
