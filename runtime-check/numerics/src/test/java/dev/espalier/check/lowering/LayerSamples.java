package dev.espalier.check.lowering;

import static dev.espalier.check.lowering.SampleTable.IMAGE;
import static dev.espalier.check.lowering.SampleTable.TOKENS;

import java.util.List;

/** Reductions, products, convolutions, pools and normalisations. */
final class LayerSamples {
  private LayerSamples() {}

  static void add(SampleTable to) {
    for (String reduction :
        List.of(
            "reduce_mean", "reduce_sum", "reduce_max", "reduce_min", "reduce_prod", "reduce_l2")) {
      to.add(
          reduction,
          "%x: f32[1,8,3,4]",
          "%y = " + reduction + "(%x) {axes=[2,3]}",
          "%y = " + reduction + "(%x) {axes=[1]}",
          "%y = " + reduction + "(%x) {axes=[2,3], keepDims=false}",
          "%y = " + reduction + "(%x) {axes=[0,1,2,3], keepDims=false}");
    }
    to.add(
        "arg_max",
        IMAGE,
        "%c = conv(%x, f32[5,8,1,1]#rand(1))\n%y = arg_max(%c) {axis=1, keepDims=false}\n%z = relu(%c)",
        "%a = arg_max(%x) {axis=1}\n%b = cast(%a) {to=f32}\n%y = add(%b, %b)",
        "%a = arg_max(%x) {axis=3, keepDims=false, selectLast=true}\n%b = cast(%a) {to=f32}\n%y = add(%b, %b)");
    to.add(
        "softmax",
        IMAGE,
        "%c = conv(%x, f32[5,8,1,1]#rand(1))\n%y = softmax(%c) {axis=1}",
        "%y = softmax(%x) {axis=3}",
        "%y = softmax(%x) {axis=2}");
    to.add("log_softmax", IMAGE, "%y = log_softmax(%x) {axis=1}", "%y = log_softmax(%x) {axis=3}");
    to.add(
        "mat_mul",
        TOKENS,
        "%y = mat_mul(%x, f32[8,5]#rand(1))",
        "%y = mat_mul(f32[4,6]#rand(1), %x)",
        "%t = transpose(%x) {permutation=[0,2,1]}\n%y = mat_mul(%x, %t)");
    to.add("mat_mul", "%x: f32[1,2,6,4], %z: f32[1,2,4,3]", "%y = mat_mul(%x, %z)");
    to.add("mat_mul", "%x: f32[8], %z: f32[8,3]", "%y = mat_mul(%x, %z)");
    to.add("mat_mul", "%x: f32[2,3,8], %z: f32[8]", "%y = mat_mul(%x, %z)");
    to.add("mat_mul", "%x: f32[3,8], %z: f32[8,4]", "%y = mat_mul(%x, %z)");
    to.add(
        "gemm",
        "%x: f32[3,8]",
        "%y = gemm(%x, f32[5,8]#rand(1), f32[5]#rand(2)) {transB=true}",
        "%y = gemm(%x, f32[8,5]#rand(1), f32[3,5]#rand(2)) {alpha=0.5, beta=2.0}",
        "%y = gemm(%x, f32[3,5]#rand(1)) {transA=true}");
    to.add("gemm", "%x: f32[3,8], %z: f32[5,8]", "%y = gemm(%x, %z) {transB=true, alpha=0.5}");
    to.add(
        "conv",
        IMAGE,
        "%y = conv(%x, f32[6,8,3,3]#rand(1), f32[6]#rand(2)) {pads=[1,1,1,1]}",
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {strides=[2,2], pads=[1,1,1,1]}",
        "%y = conv(%x, f32[8,1,3,3]#rand(1)) {pads=[1,1,1,1], groups=8}",
        "%y = conv(%x, f32[16,1,3,3]#rand(1), f32[16]#rand(2)) {groups=8}",
        "%y = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {groups=2}",
        "%y = conv(%x, f32[4,2,3,3]#rand(1), f32[4]#rand(2)) {groups=4}",
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {dilations=[2,2], pads=[2,2,2,2]}");
    to.add(
        "conv",
        "%x: f32[1,8,20]",
        "%y = conv(%x, f32[6,8,3]#rand(1)) {strides=[2], dilations=[1], pads=[1,1]}");
    to.add("conv", IMAGE + ", %w: f32[6,8,3,3]", "%y = conv(%x, %w)");
    to.add(
        "conv_transpose",
        IMAGE,
        "%y = conv_transpose(%x, f32[8,6,2,2]#rand(1), f32[6]#rand(2)) {strides=[2,2]}",
        "%y = conv_transpose(%x, f32[8,6,4,4]#rand(1)) {strides=[2,2], pads=[1,1,1,1]}",
        "%y = conv_transpose(%x, f32[8,6,3,3]#rand(1), f32[6]#rand(2)) {strides=[2,2], pads=[1,1,1,1], outputPads=[1,1]}",
        "%y = conv_transpose(%x, f32[8,6,2,2]#rand(1), f32[6]#rand(2)) {strides=[2,2], outputPads=[1,1]}",
        "%y = conv_transpose(%x, f32[8,1,4,4]#rand(1)) {strides=[2,2], pads=[1,1,1,1], groups=8}",
        "%y = conv_transpose(%x, f32[8,6,3,3]#rand(1)) {dilations=[2,2]}");
    to.add(
        "conv_transpose",
        "%x: f32[1,8,20]",
        "%y = conv_transpose(%x, f32[8,6,4]#rand(1)) {strides=[2], dilations=[1], pads=[1,1], outputPads=[0]}");
    to.add(
        "max_pool",
        IMAGE,
        "%y = max_pool(%x) {kernel=[2,2], strides=[2,2]}",
        "%y = max_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%a = relu(%x)\n%y = max_pool(%a) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%y = max_pool(%x) {kernel=[2,2], strides=[2,2], ceil=true}",
        "%y = max_pool(%x) {kernel=[2,2], dilations=[2,2]}");
    to.add(
        "average_pool",
        IMAGE,
        "%y = average_pool(%x) {kernel=[2,2], strides=[2,2]}",
        "%y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1]}",
        "%y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=true}",
        "%y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%y = average_pool(%x) {kernel=[2,2], strides=[2,2], ceil=true}",
        "%y = average_pool(%x) {kernel=[2,2], dilations=[2,2]}");
    to.add(
        "average_pool",
        "%x: f32[1,8,20]",
        "%y = average_pool(%x) {kernel=[3], strides=[2], dilations=[1], pads=[1,1]}");
    for (String mode : List.of("nearest", "linear")) {
      for (String coordinates :
          List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")) {
        to.add(
            "resize",
            IMAGE,
            "%y = resize(%x) {axes=[2,3], sizes=[18,20], mode="
                + mode
                + ", coordinates="
                + coordinates
                + "}",
            "%y = resize(%x) {axes=[2,3], sizes=[5,7], mode="
                + mode
                + ", coordinates="
                + coordinates
                + "}");
      }
    }
    to.add("resize", IMAGE, "%y = resize(%x) {axes=[2,3], sizes=[18,20], mode=cubic}");
    to.add("resize", TOKENS, "%y = resize(%x) {axes=[1], sizes=[12]}");
    to.add(
        "batch_normalization",
        IMAGE,
        "%y = batch_normalization(%x, f32[8]#rand(1), f32[8]#rand(2), f32[8]#rand(3), f32[8]#fill(0.7))");
    to.add(
        "instance_normalization",
        IMAGE,
        "%y = instance_normalization(%x, f32[8]#rand(1), f32[8]#rand(2))");
    to.add(
        "layer_normalization",
        TOKENS,
        "%y = layer_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {axis=2}",
        "%y = layer_normalization(%x, f32[6,8]#rand(1)) {axis=1}");
  }
}
