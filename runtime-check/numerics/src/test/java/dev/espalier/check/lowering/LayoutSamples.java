package dev.espalier.check.lowering;

import static dev.espalier.check.lowering.SampleTable.IMAGE;

/** Operators that move elements, and what is only in graphs that are not deployed yet. */
final class LayoutSamples {
  private LayoutSamples() {}

  static void add(SampleTable to) {
    to.add("identity", IMAGE, "%y = identity(%x)");
    to.add(
        "reshape",
        IMAGE,
        "%y = reshape(%x) {shape=[1,8,90]}",
        "%c = conv(%x, f32[8,8,1,1]#rand(1))\n%y = reshape(%c) {shape=[1,720]}",
        "%c = conv(%x, f32[8,8,1,1]#rand(1))\n%y = reshape(%c) {shape=[1,2,4,9,10]}");
    to.add(
        "transpose",
        IMAGE,
        "%y = transpose(%x) {permutation=[0,2,3,1]}",
        "%a = transpose(%x) {permutation=[0,3,2,1]}\n%y = relu(%a)");
    to.add("transpose", "%x: f32[2,3,4,5,2]", "%y = transpose(%x) {permutation=[0,4,2,3,1]}");
    to.add(
        "concat",
        IMAGE + ", %z: f32[1,4,9,10]",
        "%y = concat(%x, %z) {axis=1}",
        "%y = concat(%x, f32[1,2,9,10]#rand(1), %z) {axis=1}");
    to.add(
        "split",
        IMAGE,
        "%y, %b = split(%x) {axis=1, sizes=[4,4]}",
        "%y, %b, _ = split(%x) {axis=2, sizes=[2,4,3]}");
    to.add(
        "slice",
        IMAGE,
        "%y = slice(%x) {axes=[1], starts=[2], ends=[7], steps=[1]}",
        "%y = slice(%x) {axes=[2,3], starts=[1,0], ends=[9,9], steps=[2,3]}",
        "%y = slice(%x) {axes=[3], starts=[-1], ends=[-20], steps=[-2]}");
    to.add("slice", "%x: f32[6,8]", "%y = slice(%x) {axes=[0], starts=[1], ends=[5], steps=[1]}");
    to.add(
        "pad",
        IMAGE,
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4]}",
        "%y = pad(%x) {pads=[0,2,0,0,0,1,0,0], value=1.5}",
        "%y = pad(%x) {pads=[0,0,-1,2,0,0,3,-2]}",
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4], mode=edge}",
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4], mode=reflect}");
    to.add("pad", "%x: f32[6,8]", "%y = pad(%x) {pads=[0,1,2,0]}");
    to.add("tile", IMAGE, "%y = tile(%x) {repeats=[1,2,1,3]}");
    to.add("expand", "%x: f32[8,1,1]", "%y = expand(%x) {shape=[1,8,3,4]}");
    to.add("index_select", IMAGE, "%y = index_select(%x) {axis=1, indices=[7,0,3,3]}");
    to.add("gather", "%x: f32[5,8], %i: i64[2,3]", "%y = gather(%x, %i)");
    to.add("gather", "%i: i64[2,3]", "%y = gather(f32[5,8]#rand(1), %i)");
    to.add("gather", "%x: f32[5,8]", "%y = gather(%x, i64[1,2]#[-1,0])");
    to.add(
        "depth_to_space",
        IMAGE,
        "%y = depth_to_space(%x) {block=2}",
        "%y = depth_to_space(%x) {block=2, columnFirst=true}");
    to.add("space_to_depth", "%x: f32[1,4,6,8]", "%y = space_to_depth(%x) {block=2}");
    to.add("shape", IMAGE, "%s = shape(%x)\n%y = add(%s, %s)");
    to.add("channel_mask", IMAGE + ", %s: f32[8]", "%y = channel_mask(%x, %s)");
    to.add("choice", IMAGE + ", %l: f32[2]", "%a = relu(%x)\n%y = choice(%x, %a, %l)");
  }
}
