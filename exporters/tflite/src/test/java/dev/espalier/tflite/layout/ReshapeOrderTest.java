package dev.espalier.tflite.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReshapeOrderTest {
  private static final AxisOrder IMAGE = AxisOrder.channelsLast(4);

  @Test
  void anImageAsTokens() {
    assertThat(of(IMAGE, shape(1, 8, 4, 4), shape(1, 8, 16))).contains(order(0, 2, 1));
  }

  @Test
  void tokensAsAnImage() {
    assertThat(of(order(0, 2, 1), shape(1, 8, 16), shape(1, 8, 4, 4))).contains(IMAGE);
  }

  @Test
  void headsOfAnImage() {
    assertThat(of(IMAGE, shape(1, 8, 4, 4), shape(1, 2, 4, 16))).contains(order(0, 3, 1, 2));
  }

  @Test
  void aFlatImageWouldHaveItsElementsMoved() {
    assertThat(of(IMAGE, shape(1, 8, 4, 4), shape(1, 128))).isEmpty();
    assertThat(of(IMAGE, shape(1, 8, 1, 1), shape(1, 8))).contains(order(0, 1));
  }

  @Test
  void whatIsInTheGraphsOrderStaysThere() {
    assertThat(of(AxisOrder.identity(2), shape(6, 4), shape(4, 6))).contains(order(0, 1));
  }

  @Test
  void emptyValuesHaveNoFactors() {
    assertThat(of(order(1, 0), shape(0, 4), shape(4, 0))).isEmpty();
  }

  /** Against all orders of the result, element by element. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithMovedElements(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      long[] from = shape(random);
      long[] to = shape(random, from);
      AxisOrder order = Sequence.random(from.length, random);
      double[] stored = Sequence.of(order, from);
      Optional<AxisOrder> found = ReshapeOrder.of(order, from, to);
      String what = order + " " + Arrays.toString(from) + " -> " + Arrays.toString(to);
      if (found.isPresent()) {
        assertThat(Sequence.of(found.get(), to)).as(what + " " + found.get()).isEqualTo(stored);
      } else {
        assertThat(Sequence.all(to.length))
            .as(what)
            .noneMatch(other -> Arrays.equals(Sequence.of(other, to), stored));
      }
    }
  }

  private static long[] shape(Random random) {
    long[] shape = new long[1 + random.nextInt(4)];
    Arrays.setAll(shape, i -> new long[] {1, 2, 3, 4, 6}[random.nextInt(5)]);
    return shape;
  }

  /** Another shape of as many elements: the prime factors of the first, put together anew. */
  private static long[] shape(Random random, long... from) {
    List<Long> factors = new ArrayList<>();
    for (long dim : from) {
      for (long prime = 2; prime <= dim; prime++) {
        for (; dim % prime == 0; dim /= prime) {
          factors.add(prime);
        }
      }
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(factors, random);
    }
    List<Long> shape = new ArrayList<>(List.of(1L));
    for (long factor : factors) {
      if (shape.size() < 4 && random.nextInt(2) == 0) {
        shape.add(random.nextInt(shape.size() + 1), 1L);
      }
      int last = shape.size() - 1;
      shape.set(last, shape.get(last) * factor);
    }
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private static Optional<AxisOrder> of(AxisOrder order, long[] from, long[] to) {
    return ReshapeOrder.of(order, from, to);
  }

  private static long[] shape(long... dims) {
    return dims;
  }

  private static AxisOrder order(Integer... axes) {
    return new AxisOrder(List.of(axes));
  }
}
