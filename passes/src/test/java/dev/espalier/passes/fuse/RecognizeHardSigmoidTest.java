package dev.espalier.passes.fuse;

import org.junit.jupiter.api.Test;

class RecognizeHardSigmoidTest {
  @Test
  void hardSigmoid() {
    WrittenOut.gives(
        new RecognizeHardSigmoid(),
        "hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5}",
        WrittenOut.CLIP + "%y = div(%c, f32[]#[6])",
        WrittenOut.CLIP + "%y = mul(f32[]#[0.16666666666666666], %c)",
        WrittenOut.CLIP.replace("%x, f32[]#[3]", "f32[]#[3], %x") + "%y = div(%c, f32[]#[6])");
    WrittenOut.refuses(
        new RecognizeHardSigmoid(),
        WrittenOut.CLIP + "%y = div(%c, f32[]#[5])",
        WrittenOut.CLIP + "%y = div(f32[]#[6], %c)",
        WrittenOut.CLIP.replace("min=0", "min=-1") + "%y = div(%c, f32[]#[6])",
        WrittenOut.CLIP + "%y = div(%c, f32[6]#fill(6))");
  }
}
