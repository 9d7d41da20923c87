package dev.espalier.accuracy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchTest {
  @Test
  void orderIsThatOfTheNumbersWhateverTheThreadsDo() {
    for (int threads : new int[] {1, 4}) {
      List<Long> got = new ArrayList<>();
      try (Prefetch<Long> things = new Prefetch<>(PrefetchTest::slowForEven, 3, 60, threads, 5)) {
        things.forEachRemaining(got::add);
      }
      assertThat(got).containsExactlyElementsOf(LongStream.range(3, 60).boxed().toList());
    }
  }

  private static long slowForEven(long number) {
    if (number % 2 == 0) {
      sleep(2);
    }
    return number;
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noMoreThanAskedForAreMadeAhead() {
    AtomicInteger made = new AtomicInteger();
    try (Prefetch<Integer> things = new Prefetch<>(i -> made.incrementAndGet(), 0, 1000, 3, 4)) {
      for (int taken = 1; taken <= 20; taken++) {
        things.next();
        sleep(1);
        assertThat(made.get()).isLessThanOrEqualTo(taken + 4);
      }
    }
  }

  @Test
  void failureIsThrownInItsPlace() {
    try (Prefetch<Long> things =
        new Prefetch<>(
            number -> {
              if (number == 2) {
                throw new IllegalArgumentException("number two");
              }
              return number;
            },
            0,
            9,
            2,
            9)) {
      assertThat(things.next()).isZero();
      assertThat(things.next()).isOne();
      assertThatThrownBy(things::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("number two");
    }
  }

  @Test
  void closingStopsWhatIsInTheMaking() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Prefetch<Long> things =
        new Prefetch<>(
            number -> {
              if (number == 0) {
                return number;
              }
              started.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                stopped.countDown();
              }
              return number;
            },
            0,
            10,
            2,
            3);
    things.next();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    things.close();
    assertThat(stopped.await(0, TimeUnit.SECONDS)).isTrue();
    assertThat(things.hasNext()).isFalse();
    assertThatThrownBy(things::next).isInstanceOf(NoSuchElementException.class);
  }
}
