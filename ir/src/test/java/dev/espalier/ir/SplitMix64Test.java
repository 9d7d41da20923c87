package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
  /** The first outputs of the generator seeded with 0, as its authors' program prints them. */
  @Test
  void theSequenceIsThatOfTheGenerator() {
    assertThat(SplitMix64.bits(0, 0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(SplitMix64.bits(0, 1)).isEqualTo(0x6e789e6aa1b965f4L);
    assertThat(SplitMix64.bits(0, 2)).isEqualTo(0x06c45d188009454fL);
  }

  @Test
  void unitsAreTheUpperBits() {
    assertThat(SplitMix64.unit(0, 0)).isEqualTo((0xe220a8397b1dcdafL >>> 11) / 0x1p53);
  }
}
