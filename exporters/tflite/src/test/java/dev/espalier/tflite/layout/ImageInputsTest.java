package dev.espalier.tflite.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInputsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = conv(%x, f32[4,4,1,1]#rand(1))",
        "%y = conv_transpose(%x, f32[4,4,1,1]#rand(1))",
        "%y = max_pool(%x) {kernel=[2,2]}",
        "%y = average_pool(%x) {kernel=[2,2]}",
        "%y = depth_to_space(%x) {block=2}",
        "%y = space_to_depth(%x) {block=2}",
        "%y = resize(%x) {axes=[2,3], sizes=[8,8], mode=linear}",
        "%a = mul(%x, f32[]#[2])\n%b = concat(%a, %a) {axis=0}\n%y = max_pool(%b) {kernel=[2,2]}",
      })
  void reachAnOperatorOnImages(String nodes) {
    assertThat(isImage("f32[1,4,4,4]", nodes)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = relu(%x)",
        "%y = softmax(%x) {axis=3}",
        "%t = transpose(%x) {permutation=[0,3,1,2]}\n%y = max_pool(%t) {kernel=[2,2]}",
        "%r = reshape(%x) {shape=[1,4,2,8]}\n%y = max_pool(%r) {kernel=[2,2]}",
        "%m = mat_mul(%x, f32[4,4]#rand(1))\n%y = max_pool(%m) {kernel=[2,2]}",
        "%y = conv(f32[1,4,9,9]#rand(1), %x)",
      })
  void reachNone(String nodes) {
    assertThat(isImage("f32[1,4,4,4]", nodes)).isFalse();
  }

  @Test
  void haveFourAxes() {
    String nodes = "%r = reshape(%x) {shape=[1,4,4,4]}\n%y = max_pool(%r) {kernel=[2,2]}";
    assertThat(isImage("f32[1,4,16]", nodes)).isFalse();
  }

  private static boolean isImage(String type, String nodes) {
    String text = "graph @g(%x: " + type + ") {\n" + nodes + "\nreturn %y\n}";
    return ImageInputs.isImage(IrParser.parse(text), "x");
  }
}
