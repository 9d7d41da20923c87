package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseKeepDimsTest {
  private static String reduced(String lines) {
    return """
    graph @g(%x: f32[N,3,4,5]) {
      LINES
      return %y
    }
    """
        .replace("LINES", lines);
  }

  @Test
  void aReductionKeepsTheAxesThatAReshapePutsBack() {
    for (String reduce : new String[] {"mean", "sum", "max", "min", "prod", "l2"}) {
      String name = "reduce_" + reduce;
      PassAssert.on(
              new FuseKeepDims(),
              reduced(
                  "%r = "
                      + name
                      + "(%x) {axes=[1,3], keepDims=false} %y = reshape(%r) {shape=[N,1,4,1]}"))
          .gives(reduced("%y = " + name + "(%x) {axes=[1,3]} : f32[N,1,4,1]"));
    }
  }

  @Test
  void otherReshapesStay() {
    String mean = "%r = reduce_mean(%x) {axes=[1,3], keepDims=false} ";
    PassAssert.on(new FuseKeepDims(), reduced(mean + "%y = reshape(%r) {shape=[N,4,1,1]}"))
        .refuses("%r: the reshape does more than put axes back");
    PassAssert.on(
            new FuseKeepDims(),
            reduced(mean + "%y = reshape(%r) {shape=[N,1,4,1]}")
                .replace("return %y", "return %y, %r"))
        .refuses("%r has another reader or is an output");
    PassAssert.on(
            new FuseKeepDims(),
            reduced("%r = reduce_mean(%x) {axes=[1,3]} %y = reshape(%r) {shape=[N,4,1,1]}"))
        .refuses("%r is no reduction that drops its axes");
  }
}
