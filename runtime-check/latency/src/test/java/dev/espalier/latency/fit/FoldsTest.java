package dev.espalier.latency.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Networks;
import dev.espalier.latency.data.Shipped;
import dev.espalier.latency.fit.Folds.Fold;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final Measurements ALL = Shipped.kernels();

  @Test
  void everyRowIsTestedOnce() {
    List<Measurement> tested = new ArrayList<>();
    for (Fold fold : Folds.grouped(ALL, 5, 3)) {
      tested.addAll(fold.test().rows());
      assertThat(fold.train().rows().size() + fold.test().rows().size()).isEqualTo(1355);
      assertThat(fold.test().shapes()).isBetween(51, 52);
    }
    assertThat(tested).containsExactlyInAnyOrderElementsOf(ALL.rows());
  }

  @Test
  void theSeedDecides() {
    assertThat(Folds.grouped(ALL, 5, 1)).isEqualTo(Folds.grouped(ALL, 5, 1));
    assertThat(Folds.grouped(ALL, 5, 1)).isNotEqualTo(Folds.grouped(ALL, 5, 2));
  }

  @Test
  void aNetworkIsHeldOutWithAllItsShapes() {
    List<Fold> folds = Folds.networks(ALL, Networks.of(ALL, Shipped.ADRENO_660));
    assertThat(folds).hasSize(5);
    for (Fold fold : folds) {
      assertThat(fold.test().rows()).isNotEmpty();
    }
  }

  /** The same work on another device is still the same work. */
  @Test
  void aShapeOnBothSidesIsRefused() {
    Fold fold = Folds.grouped(ALL, 5, 0).get(0);
    Measurement held = fold.test().rows().get(0);
    Measurement planted =
        new Measurement(
            "Adreno 999",
            "fp64",
            "another",
            held.convolution(),
            held.kernelClass(),
            8,
            held.milliseconds());
    List<Measurement> rows = new ArrayList<>(fold.train().rows());
    rows.add(planted);
    Measurements train = new Measurements(rows, ALL.networks());
    assertThatThrownBy(() -> new Fold("planted", train, fold.test()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fold planted is fitted on what it tests");
  }
}
