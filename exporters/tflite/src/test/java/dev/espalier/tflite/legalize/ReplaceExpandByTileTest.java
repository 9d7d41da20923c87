package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceExpandByTileTest {
  @Test
  void axesAreAddedAndRepeated() {
    PassAssert.on(
            new ReplaceExpandByTile(),
            """
            graph @g(%x: f32[3,1]) {
              %y = expand(%x) {shape=[2,3,4]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[3,1]) {
              %y.aligned = reshape(%x) {shape=[1,3,1]} : f32[1,3,1]
              %y = tile(%y.aligned) {repeats=[2,1,4]} : f32[2,3,4]
              return %y
            }
            """);
  }

  @Test
  void axesOfOneElementAreRepeated() {
    PassAssert.on(
            new ReplaceExpandByTile(),
            """
            graph @g(%x: f32[3,1]) {
              %y = expand(%x) {shape=[1,4]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[3,1]) {
              %y = tile(%x) {repeats=[1,4]} : f32[3,4]
              return %y
            }
            """);
  }

  @Test
  void aTileStays() {
    PassAssert.on(
            new ReplaceExpandByTile(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = tile(%x) {repeats=[2,1,1,1]}
              return %y
            }
            """)
        .changesNothing();
  }
}
