package dev.espalier.latency.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelClassTest {
  private static final int ADRENO_600 = 128;

  private static Convolution convolution(int channels, int size, int kernel) {
    return new Convolution(false, channels, size, size, channels, size, size, kernel, kernel, 1, 1);
  }

  private static KernelClass of(Convolution convolution) {
    return KernelClass.of(convolution, ADRENO_600);
  }

  @Test
  void winogradNeedsThirtyTwoSlicesAndEnoughTiles() {
    assertThat(of(convolution(125, 48, 3))).isEqualTo(KernelClass.WINOGRAD);
    assertThat(of(convolution(124, 48, 3))).isEqualTo(KernelClass.DENSE);
    assertThat(of(convolution(128, 45, 3))).as("12 x 12 tiles").isEqualTo(KernelClass.WINOGRAD);
    assertThat(of(convolution(128, 44, 3))).as("11 x 11 tiles").isEqualTo(KernelClass.DENSE);
    assertThat(KernelClass.of(convolution(128, 32, 3), 64)).isEqualTo(KernelClass.WINOGRAD);
    assertThat(KernelClass.of(convolution(128, 48, 3), 0)).isEqualTo(KernelClass.DENSE);
  }

  @Test
  void windowsDecideElse() {
    assertThat(of(convolution(128, 48, 1))).isEqualTo(KernelClass.POINTWISE);
    assertThat(of(convolution(128, 48, 5))).isEqualTo(KernelClass.DENSE);
    Convolution strided = new Convolution(false, 128, 96, 96, 128, 48, 48, 3, 3, 2, 1);
    assertThat(of(strided)).isEqualTo(KernelClass.DENSE);
    Convolution dilated = new Convolution(false, 128, 48, 48, 128, 48, 48, 3, 3, 1, 2);
    assertThat(of(dilated)).isEqualTo(KernelClass.DENSE);
    Convolution depthwise = new Convolution(true, 128, 48, 48, 128, 48, 48, 3, 3, 1, 1);
    assertThat(of(depthwise)).isEqualTo(KernelClass.DEPTHWISE);
  }
}
