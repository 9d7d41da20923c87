package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OracleTest {
  /** The numbers are those of Python with PyTorch 1.13. */
  @Test
  void trainsAsPythonDoes() {
    try (Oracle oracle = new Oracle()) {
      assertThat(oracle.step()).isEqualTo(3.1264706f, within(2e-6f));
      for (int i = 1; i < 49; i++) {
        oracle.step();
      }
      assertThat(oracle.step()).isEqualTo(1.0536425f, within(1e-4f));
      assertThat(oracle.kept()).isEqualTo(154);
    }
  }
}
