package dev.espalier.search.djl;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.util.ArrayList;
import java.util.List;

/** Graphs of operators in forms that PyTorch, or DJL in front of it, does not have as they are. */
final class EdgeSamples {
  private static final String IMAGE = "%x: f32[2,8,9,10]";

  private final List<Graph> graphs = new ArrayList<>();

  private EdgeSamples() {}

  /** What ONNX Runtime refuses, or sees in another way than PyTorch does. */
  static List<Graph> strange() {
    EdgeSamples samples = new EdgeSamples();
    samples.add(
        IMAGE,
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {pads=[-1,0,-1,2]}",
        "%y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1], ceil=true, countIncludePad=true}",
        "%y = resize(%x) {axes=[1,3], sizes=[5,21], mode=linear}");
    samples.add(
        "%x: i64[1,3,4,4]",
        "%y = resize(%x) {axes=[2,3], sizes=[8,8], mode=nearest}",
        "%a = sub(%x, i64[]#[1])\n%y = relu(%a)");
    return samples.graphs;
  }

  /** What every backend runs. */
  static List<Graph> common() {
    EdgeSamples samples = new EdgeSamples();
    samples.windows();
    samples.resizes();
    samples.others();
    return samples.graphs;
  }

  private void add(String inputs, String... bodies) {
    for (String body : bodies) {
      graphs.add(IrParser.parse("graph @g(" + inputs + ") {\n" + body + "\nreturn %y\n}"));
    }
  }

  private void windows() {
    add(
        IMAGE,
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {pads=[0,1,2,0]}",
        "%y = conv(%x, f32[6,4,3,2]#rand(1), f32[6]#rand(2)) {strides=[2,1], pads=[1,0,0,1], groups=2}",
        "%y = conv_transpose(%x, f32[8,3,3,2]#rand(1), f32[6]#rand(2)) {strides=[3,2], dilations=[2,1], pads=[2,0,1,1], outputPads=[1,1], groups=2}",
        "%y = conv_transpose(%x, f32[8,3,2,2]#rand(1)) {pads=[2,2,2,2]}",
        "%y = conv_transpose(%x, f32[8,1,3,3]#rand(1)) {strides=[2,2], pads=[1,1,1,1], outputPads=[1,1], groups=8}",
        "%y = max_pool(%x) {kernel=[3,3], strides=[2,2], pads=[0,0,1,1]}",
        "%y = max_pool(%x) {kernel=[3,2], strides=[2,2], pads=[1,0,1,0], ceil=true}",
        "%y = max_pool(%x) {kernel=[3,2], strides=[2,3], dilations=[2,3], pads=[1,0,2,1], ceil=true}",
        "%y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[0,0,1,1]}",
        "%y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[0,1,1,0], countIncludePad=true}",
        "%y = average_pool(%x) {kernel=[2,2], strides=[2,2], pads=[0,0,1,1], ceil=true}",
        "%y = average_pool(%x) {kernel=[2,3], dilations=[2,1], pads=[1,0,1,2], countIncludePad=true}");
    add(
        "%x: f32[1,4,5,6,7]",
        "%y = conv(%x, f32[6,4,3,3,3]#rand(1)) {strides=[1,2,1], dilations=[1,1,1], pads=[1,1,1,1,1,1]}",
        "%y = max_pool(%x) {kernel=[2,2,2], strides=[2,2,2], dilations=[1,1,1], pads=[0,0,0,0,0,0]}",
        "%y = average_pool(%x) {kernel=[2,2,2], strides=[1,1,1], dilations=[1,1,1], pads=[1,0,1,0,1,0]}",
        "%y = instance_normalization(%x, f32[4]#rand(1), f32[4]#rand(2)) {epsilon=0.001}",
        "%y = batch_normalization(%x, f32[4]#rand(1), f32[4]#rand(2), f32[4]#rand(3), f32[4]#fill(0.7)) {epsilon=0.01}");
    add(
        "%x: f32[1,8,20]",
        "%y = max_pool(%x) {kernel=[3], strides=[2], dilations=[1], pads=[1,1]}",
        "%y = max_pool(%x) {kernel=[3], strides=[2], dilations=[2], pads=[1,0]}",
        "%y = instance_normalization(%x, f32[8]#rand(1), f32[8]#rand(2))");
  }

  private void resizes() {
    add(
        IMAGE,
        "%y = resize(%x) {axes=[2,3], scales=[1.7,2.3], mode=linear}",
        "%y = resize(%x) {axes=[2,3], scales=[2.0,3.0], mode=nearest}",
        "%y = resize(%x) {axes=[2,3], scales=[2.0,3.0], mode=nearest, coordinates=asymmetric, nearest=floor}",
        "%y = resize(%x) {axes=[2,3], sizes=[1,1], mode=linear, coordinates=pytorch_half_pixel}",
        "%y = resize(%x) {axes=[2,3], sizes=[1,7], mode=linear, coordinates=align_corners}",
        "%y = resize(%x) {axes=[3,2], sizes=[5,21], mode=linear}",
        "%y = resize(%x) {axes=[2], sizes=[21], mode=linear}",
        "%y = resize(%x) {axes=[2,3], sizes=[13,7], mode=cubic, excludeOutside=true, coordinates=align_corners}",
        "%y = resize(%x) {axes=[2,3], sizes=[5,25], mode=nearest, nearest=ceil, coordinates=half_pixel_symmetric}");
    add("%x: f32[1,3,1,1]", "%y = resize(%x) {axes=[2,3], sizes=[4,6], mode=linear}");
  }

  private void others() {
    add(
        "%x: f32[3,4,5]",
        "%y = gather(%x, i64[2,2]#[0,3,-1,2]) {axis=1}",
        "%y = gather(%x, i64[]#[3]) {axis=1}",
        "%y = gather(%x, i32[2]#[4,0]) {axis=2}",
        "%y = index_select(%x) {axis=2, indices=[4,4,0]}",
        "%y = layer_normalization(%x, f32[5]#rand(1), f32[5]#rand(2)) {axis=1}",
        "%y = layer_normalization(%x, f32[4,1]#rand(1)) {axis=1, epsilon=1.0E-6}",
        "%y = layer_normalization(%x, f32[5]#rand(1), f32[4,5]#rand(2)) {axis=2}",
        "%y = slice(%x) {axes=[0,2], starts=[-1,3], ends=[-100,0], steps=[-1,-2]}",
        "%y = slice(%x) {axes=[1,2], starts=[2,0], ends=[2,5], steps=[1,1]}",
        "%y = reduce_max(%x) {axes=[0,2], keepDims=false}",
        "%y = reduce_l2(%x) {axes=[0,1]}",
        "%y = arg_max(%x) {axis=2, selectLast=true}",
        "%p = greater(%x, f32[]#[0])\n%y = where(%p, f32[]#[1], %x)",
        "%p = greater(%x, f32[]#[0])\n%n = not(%p)\n%y = pad(%n) {pads=[0,1,0,0,0,2]}",
        "%h = cast(%x) {to=f16}\n%y = cast(%h) {to=f32}",
        "%b = cast(%x) {to=bool}\n%y = cast(%b) {to=i32}",
        "%y = cast(%x) {to=i64}",
        "%y = mod(%x, f32[]#[1.5])",
        "%y = pad(%x) {pads=[0,2,1,0,3,2], mode=reflect}",
        "%y = pad(%x) {pads=[0,7,0,0,0,9], mode=edge}",
        "%y = channel_mask(%x, f32[5]#[0.5,0.50001,-3,9,1]) {axis=2}",
        "%y = tile(%x) {repeats=[2,1,3]}",
        "%y = expand(%x) {shape=[2,1,1,5]}",
        "%i = identity(%x)\n%j = identity(%i)\n%y = add(%i, %j)",
        "%s = shape(%x) {start=1}\n%t = mul(%s, i64[]#[2])\n%y = add(%t, i64[2]#[7,8])");
    add(
        "%x: i64[2,3], %z: i64[3]",
        "%a = sub(%x, i64[]#[5])\n%b = add(%z, i64[]#[2])\n%y = div(%a, %b)",
        "%a = sub(%x, i64[]#[5])\n%b = add(%z, i64[]#[2])\n%y = mod(%a, %b)",
        "%y = reduce_sum(%x) {axes=[1]}",
        "%a = sub(%x, %z)\n%y = clip(%a) {min=-inf, max=0.0}");
    add("%x: i32[2,3]", "%y = reduce_sum(%x) {axes=[0], keepDims=false}", "%y = neg(%x)");
    add("%x: f32[4,3]", "%y = gemm(%x, f32[3,5]#rand(1), f32[4,1]#rand(2)) {beta=0.5}");
    add("%x: f32[3]", "%y = mat_mul(%x, f32[3]#rand(1))", "%y = mat_mul(f32[2,4,3]#rand(1), %x)");
    add("%x: f32[2,1,4,3]", "%y = mat_mul(%x, f32[5,3,2]#rand(1))");
  }
}
