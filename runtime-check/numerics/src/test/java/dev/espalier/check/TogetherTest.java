package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two computations side by side, and their failures. */
final class TogetherTest {
  private static Supplier<String> failing(String message) {
    return () -> {
      throw new RunException("model", "step", message);
    };
  }

  @Test
  @Timeout(20)
  void bothRunAtTheSameTime() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    Together<String> results =
        Together.run(() -> meet("a", first, second), () -> meet("b", second, first));
    assertThat(results).isEqualTo(new Together<>("a", "b"));
  }

  /** Ends only when the other side has been here too. */
  private static String meet(String name, CountDownLatch own, CountDownLatch other) {
    own.countDown();
    try {
      other.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  @Test
  void failuresArriveAsTheyWere() {
    assertThatThrownBy(() -> Together.run(() -> "a", failing("second")))
        .isInstanceOf(RunException.class)
        .hasMessage("model: step: second");
    assertThatThrownBy(() -> Together.run(failing("first"), failing("second")))
        .hasMessage("model: step: first");
  }

  @Test
  void theSecondHasEndedWhenTheFirstFails() {
    AtomicBoolean ended = new AtomicBoolean();
    Supplier<String> slow =
        () -> {
          sleep();
          ended.set(true);
          return "b";
        };
    assertThatThrownBy(() -> Together.run(failing("first"), slow)).hasMessageContaining("first");
    assertThat(ended).isTrue();
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
