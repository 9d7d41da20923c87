package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceCeilTest {
  @Test
  void theNegativeOfAFloor() {
    PassAssert.on(
            new ReplaceCeil(),
            """
            graph @g(%x: f32[5,6]) {
              %y = ceil(%x)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[5,6]) {
              %y.neg = neg(%x) : f32[5,6]
              %y.floor = floor(%y.neg) : f32[5,6]
              %y = neg(%y.floor) : f32[5,6]
              return %y
            }
            """);
  }

  @Test
  void aFloorStays() {
    PassAssert.on(
            new ReplaceCeil(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = floor(%x)
              return %y
            }
            """)
        .changesNothing();
  }
}
