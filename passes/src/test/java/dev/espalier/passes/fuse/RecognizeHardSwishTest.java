package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RecognizeHardSwishTest {
  @Test
  void hardSwishWithAClip() {
    WrittenOut.gives(
        new RecognizeHardSwish(),
        "hard_swish(%x)",
        WrittenOut.CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        WrittenOut.CLIP + "%m = mul(%c, %x) %y = div(%m, f32[1,1,1]#[6])",
        WrittenOut.CLIP + "%m = mul(%c, %x) %y = mul(%m, f32[]#[0.16666666666666666])",
        WrittenOut.CLIP + "%m = div(%c, f32[1]#[6]) %y = mul(%x, %m)",
        WrittenOut.CLIP + "%m = mul(%x, f32[]#[0.16666666666666666]) %y = mul(%m, %c)",
        WrittenOut.CLIP + "%m = div(%x, f32[]#[6]) %y = mul(%c, %m)");
  }

  @Test
  void hardSwishWithAHardSigmoid() {
    WrittenOut.gives(
        new RecognizeHardSwish(),
        "hard_swish(%x)",
        "%h = hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5} %y = mul(%x, %h)",
        "%h = hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5} %y = mul(%h, %x)");
  }

  @Test
  void notQuiteHardSwish() {
    WrittenOut.refuses(
        new RecognizeHardSwish(),
        WrittenOut.CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6.001])",
        WrittenOut.CLIP + "%m = mul(%a, %c) %y = div(%m, f32[]#[6])",
        WrittenOut.CLIP.replace("[3]", "[2]") + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        WrittenOut.CLIP.replace("max=6", "max=5") + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])",
        WrittenOut.CLIP + "%b = sin(%x) %m = mul(%b, %c) %y = div(%m, f32[]#[6])",
        WrittenOut.CLIP + "%m = mul(%x, %c) %n = mul(%m, %c) %y = div(%n, f32[]#[6])",
        WrittenOut.CLIP + "%m = mul(%x, %c) %y = div(f32[]#[6], %m)",
        "%a = add(%x, f32[6]#fill(3)) %c = clip(%a) {min=0, max=6} %m = mul(%x, %c) %y = div(%m,"
            + " f32[]#[6])",
        "%h = hard_sigmoid(%x) {alpha=0.2, beta=0.5} %y = mul(%x, %h)");
  }

  @Test
  void hardSwishWhosePartsOthersRead() {
    PassAssert.on(
            new RecognizeHardSwish(),
            WrittenOut.graph(WrittenOut.CLIP + "%m = mul(%x, %c) %y = div(%m, f32[]#[6])")
                .replace("return %y", "return %y, %c"))
        .gives(
            """
            graph @g(%x: f32[N,4,6]) {
              %a = add(%x, f32[]#[3]) : f32[N,4,6]
              %c = clip(%a) {min=0, max=6} : f32[N,4,6]
              %y = hard_swish(%x) : f32[N,4,6]
              return %y, %c
            }
            """);
  }

  @Test
  void bothFormsOfHardSwishFromMinAndMax() {
    PassAssert.on(
            FuseRules.all(),
            WrittenOut.graph(
                """
                %a = add(%x, f32[]#[3])
                %r = max(%a, f32[]#[0])
                %c = min(%r, f32[]#[6])
                %h = div(%c, f32[]#[6])
                %y = mul(%x, %h)
                """))
        .gives(WrittenOut.graph("%y = hard_swish(%x) : f32[N,4,6]"));
  }
}
