package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tensor;
import org.junit.jupiter.api.Test;

/** EQV-5: only pixels count whose class the largest difference cannot have changed. */
final class ArgmaxAgreementTest {
  private static final long[] TWO_CLASSES = {1, 2, 1, 4};

  /** Four pixels with margins 4, 2, 1 and 0. */
  private static final Tensor REFERENCE = Tensor.floats(TWO_CLASSES, 4, 0, 1, 3, 0, 2, 0, 3);

  private static ArgmaxAgreement.Result result(double maxAbs, float... candidate) {
    ArgmaxAgreement agreement = new ArgmaxAgreement();
    agreement.add(REFERENCE, Tensor.floats(TWO_CLASSES, candidate));
    return agreement.result(maxAbs);
  }

  @Test
  void marginsOfTwiceTheDifferenceDoNotCount() {
    ArgmaxAgreement.Result all = result(0, 4, 0, 1, 3, 0, 2, 0, 3);
    assertThat(all.agreement()).hasValue(1);
    assertThat(all.countedShare()).isEqualTo(0.75);
    assertThat(result(0.5, 4, 0, 1, 3, 0, 2, 0, 3).countedShare()).isEqualTo(0.5);
    assertThat(result(Math.nextDown(0.5), 4, 0, 1, 3, 0, 2, 0, 3).countedShare()).isEqualTo(0.75);
  }

  @Test
  void classesThatChangeWithinTheDifferenceAreNotHeldAgainstIt() {
    ArgmaxAgreement.Result result = result(0.75, 4, 0, 0.25f, 3, 0, 2, 0.75f, 3.5f);
    assertThat(result.agreement()).hasValue(1);
    assertThat(result.countedShare()).isEqualTo(0.5);
  }

  @Test
  void aChangedClassOfACountedPixelShows() {
    ArgmaxAgreement.Result result = result(0.5, 0, 0, 1, 3, 4, 2, 0, 3);
    assertThat(result.agreement()).hasValue(0.5);
  }

  @Test
  void withoutACountedPixelThereIsNoAgreement() {
    ArgmaxAgreement.Result result = result(2, 4, 0, 1, 3, 0, 2, 0, 3);
    assertThat(result.agreement()).isEmpty();
    assertThat(result.countedShare()).isZero();
  }

  @Test
  void onlyClassMapsHaveClasses() {
    assertThat(ArgmaxAgreement.appliesTo(REFERENCE)).isTrue();
    assertThat(ArgmaxAgreement.appliesTo(REFERENCE.reshape(1, 1, 2, 4))).isFalse();
    assertThat(ArgmaxAgreement.appliesTo(REFERENCE.reshape(2, 4))).isFalse();
    assertThat(ArgmaxAgreement.appliesTo(Tensor.longs(new long[] {1, 2, 1, 1}, 1, 2))).isFalse();
  }

  @Test
  void batchesAreTakenApart() {
    ArgmaxAgreement agreement = new ArgmaxAgreement();
    Tensor batch = Tensor.floats(new long[] {2, 3, 1, 1}, 1, 2, 3, 3, 2, 1);
    agreement.add(batch, Tensor.floats(new long[] {2, 3, 1, 1}, 1, 2, 3, 1, 2, 3));
    assertThat(agreement.result(0).agreement()).hasValue(0.5);
  }
}
