package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Maps behind an operator to which a constant map is added. */
class LinearSumTest {
  private static String graph(String lines) {
    return """
    graph @g(%x: f32[N,3,5,4]) {
      LINES
      return %z
    }
    """
        .replace("LINES", lines);
  }

  private static final String CONV = "%y = conv(%x, f32[4,3,1,1]#rand(1)) ";

  private static final String FUSED =
      graph(
          """
          %z.linear = conv(%x, f32[4,3,1,1], f32[4]) : f32[N,4,5,4]
            %z = add(%z.linear, f32[4,5,4]) : f32[N,4,5,4]\
          """);

  @Test
  void batchNormScalesBoth() {
    PassAssert.on(
            new FuseBatchNorm(),
            graph(
                CONV
                    + "%s = add(%y, f32[4,5,4]#rand(2)) %z = batch_normalization(%s,"
                    + " f32[4]#rand(3), f32[4]#rand(4), f32[4]#rand(5), f32[4]#ones)"))
        .gives(FUSED);
  }

  @Test
  void aMaskMasksBoth() {
    PassAssert.on(
            new FuseChannelMask(),
            graph(
                CONV.replace(") ", ", f32[4]#rand(7)) ")
                    + "%s = add(f32[1,4,5,4]#rand(2), %y) %z = channel_mask(%s, f32[4]#[1, 0, 1,"
                    + " 0])"))
        .gives(FUSED.replace("linear, f32[4,", "linear, f32[1,4,"));
  }

  @Test
  void factorsScaleBothAndSummandsGoIntoTheBias() {
    PassAssert.on(
            new FuseMul(),
            graph(CONV + "%s = sub(%y, f32[4,5,4]#rand(2)) %z = mul(%s, f32[4,1,1]#rand(3))"))
        .gives(FUSED.replace(", f32[4]) :", ") :").replace("add(", "sub("));
    PassAssert.on(
            new FuseAdd(),
            graph(CONV + "%s = add(%y, f32[4,5,4]#rand(2)) %z = add(%s, f32[4,1,1]#rand(3))"))
        .gives(FUSED);
  }

  @Test
  void refusesAConstantWithoutChannels() {
    PassAssert.on(
            new FuseMul(),
            graph(CONV + "%s = add(%y, %c=f32[5,4]#rand(2)) %z = mul(%s, f32[4,1,1]#rand(3))"))
        .refuses("%c does not vary along axis 1");
  }

  @Test
  void refusesOtherReadersAndBroadcasts() {
    String text = graph(CONV + "%s = add(%y, f32[4,5,4]#rand(2)) %z = mul(%s, f32[]#[2])");
    PassAssert.on(new FuseMul(), text.replace("return %z", "return %z, %y"))
        .refuses("%y has another reader or is an output");
    PassAssert.on(new FuseMul(), text.replace("return %z", "return %z, %s"))
        .refuses("%s has another reader or is an output");
    PassAssert.on(new FuseMul(), text.replace("f32[4,5,4]", "f32[2,4,5,4]").replace("N,3", "1,3"))
        .refuses("%y is broadcast to %s");
  }

  /** A chain of any length is looked at only so far. */
  @Test
  void aLongChainOfSumsStays() {
    String chain =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "%t" + (i + 1) + " = add(%t" + i + ", f32[4,5,4]#ones) ")
            .collect(Collectors.joining());
    PassAssert.on(
            new FuseAdd(),
            graph(CONV + chain.replace("(%t0,", "(%y,") + "%z = add(%t20000, f32[4,1,1]#rand(3))"))
        .refuses("%t20000 is not made by an operator with weights");
  }
}
