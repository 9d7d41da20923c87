package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import org.junit.jupiter.api.Test;

class IrTextTest {
  @Test
  void everyPartOfTheFormIsReadAndWritten() {
    String text =
        """
        graph @"a net"(%x: f32[1,3,H,W], %"gpu_0/data": i64[N]) {
          %a = conv(%x, f32[4,3,3,3]#rand(7), _) {strides=[2,2], pads=[1,1,1,1]} : f32[1,4,floor((H+1)/2),floor((W+1)/2)] @"block 1/conv"
          %m = channel_mask(%a, f32[4]#[0.9, 0.1, 1, -0]) : f32[1,4,floor((H+1)/2),floor((W+1)/2)]
          %l, _ = split(%m) {axis=1, sizes=[2,2]} : f32[1,2,floor((H+1)/2),floor((W+1)/2)], _
          %s = add(%l, %w=f32[2,1,1]#ones) : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          %z = mul(%s, %w) : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          %c = clip(%z) {min=-inf, max=0.1} : f32[1,2,floor((H+1)/2),floor((W+1)/2)]
          return %c, %"gpu_0/data"
        }
        """;
    Graph graph = IrParser.parse(text);
    String printed = IrPrinter.print(graph);
    assertThat(printed.replaceAll("#[0-9a-f]{10}", "#"))
        .isEqualTo(text.replace("#rand(7)", "#").replace("#ones", "#"));
  }

  @Test
  void errorsNameLineAndColumn() {
    assertThatThrownBy(() -> IrParser.parse("graph @g(%x: f32[2]) {\n  %y = rely(%x)\n}"))
        .isInstanceOf(IrException.class)
        .hasMessage("line 2, column 8: expected an operator, found 'rely'");
  }
}
