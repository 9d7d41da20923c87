package dev.espalier.check.lowering;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Small graphs of one operator each, in its usual forms and at the edges of what runtimes express;
 * every backend runs them.
 */
public final class OperatorSamples {
  private OperatorSamples() {}

  /** Graphs by operator; the first one is the operator's usual form. */
  public static Map<String, List<Graph>> all() {
    Map<String, List<Graph>> graphs = new LinkedHashMap<>();
    TEXTS.forEach(
        (operator, texts) -> graphs.put(operator, texts.stream().map(Sample::graph).toList()));
    return graphs;
  }

  private record Sample(String inputs, String body) {
    Graph graph() {
      return IrParser.parse("graph @g(" + inputs + ") {\n" + body + "\nreturn %y\n}");
    }
  }

  private static final String IMAGE = "%x: f32[1,8,9,10]";
  private static final String TOKENS = "%x: f32[1,6,8]";
  private static final Map<String, List<Sample>> TEXTS = new LinkedHashMap<>();

  private static void add(String operator, String inputs, String... bodies) {
    List<Sample> samples = Arrays.stream(bodies).map(body -> new Sample(inputs, body)).toList();
    TEXTS.merge(operator, samples, (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
  }

  static {
    for (String plain :
        List.of(
            "abs",
            "ceil",
            "cos",
            "exp",
            "floor",
            "hard_swish",
            "neg",
            "relu",
            "round",
            "sigmoid",
            "sign",
            "sin",
            "softplus",
            "tanh")) {
      add(plain, IMAGE, "%y = " + plain + "(%x)");
    }
    add("log", IMAGE, "%a = abs(%x)\n%b = add(%a, f32[]#[0.5])\n%y = log(%b)");
    add("sqrt", IMAGE, "%a = abs(%x)\n%y = sqrt(%a)");
    add("reciprocal", IMAGE, "%a = abs(%x)\n%b = add(%a, f32[]#[0.5])\n%y = reciprocal(%b)");
    add("erf", IMAGE, "%y = erf(%x)");
    add("not", "%x: bool[1,8]", "%y = not(%x)");
    add("elu", IMAGE, "%y = elu(%x) {alpha=1.0}", "%y = elu(%x) {alpha=0.7}");
    add("gelu", IMAGE, "%y = gelu(%x) {tanh=false}", "%y = gelu(%x) {tanh=true}");
    add("leaky_relu", IMAGE, "%y = leaky_relu(%x) {alpha=0.1}");
    add(
        "hard_sigmoid",
        IMAGE,
        "%y = hard_sigmoid(%x) {alpha=0.2, beta=0.5}",
        "%y = hard_sigmoid(%x) {alpha=0.16666667, beta=0.5}");
    add(
        "clip",
        IMAGE,
        "%y = clip(%x) {min=0.0, max=6.0}",
        "%y = clip(%x) {min=0.0, max=1.0}",
        "%y = clip(%x) {min=-1.0, max=1.0}",
        "%y = clip(%x) {min=-0.5, max=2.0}",
        "%y = clip(%x) {min=0.25, max=inf}",
        "%y = clip(%x) {min=-inf, max=0.25}");
    for (String plain : List.of("add", "sub", "mul", "div", "max", "min")) {
      add(
          plain,
          "%x: f32[1,8,9,10], %z: f32[1,8,9,10]",
          "%a = abs(%z)\n%b = add(%a, f32[]#[0.5])\n%y = " + plain + "(%x, %b)",
          "%c = conv(%x, f32[8,8,3,3]#rand(1)) {pads=[1,1,1,1]}\n%y = "
              + plain
              + "(%c, f32[8,1,1]#rand(2))",
          "%y = " + plain + "(f32[]#[3], %x)",
          "%r = reduce_mean(%z) {axes=[2,3]}\n%e = exp(%r)\n%y = " + plain + "(%x, %e)");
    }
    add(
        "pow",
        IMAGE,
        "%y = pow(%x, f32[]#[2])",
        "%a = abs(%x)\n%y = pow(%a, f32[]#[0.5])",
        "%a = abs(%x)\n%y = pow(%a, f32[]#[1.7])");
    add("mod", "%x: i64[2,3]", "%y = mod(%x, i64[]#[2])");
    for (String predicate :
        List.of("equal", "greater", "greater_or_equal", "less", "less_or_equal")) {
      add(
          predicate,
          IMAGE + ", %z: f32[1,8,9,10]",
          "%p = " + predicate + "(%x, %z)\n%y = cast(%p) {to=f32}",
          "%y = " + predicate + "(%x, %z)");
    }
    for (String logic : List.of("and", "or")) {
      add(logic, "%x: bool[1,8], %z: bool[1,8]", "%y = " + logic + "(%x, %z)");
    }
    add("prelu", IMAGE, "%y = prelu(%x, f32[8,1,1]#rand(3))", "%y = prelu(%x, f32[1]#[0.2])");
    add("prelu", IMAGE + ", %s: f32[8,1,1]", "%y = prelu(%x, %s)");
    add(
        "where",
        IMAGE + ", %z: f32[1,8,9,10]",
        "%p = greater(%x, %z)\n%y = where(%p, %x, %z)",
        "%p = greater(%x, %z)\n%y = where(%p, %x, f32[]#[0])");
    add(
        "cast",
        "%x: i32[1,8,9,10]",
        "%y = cast(%x) {to=f32}",
        "%a = cast(%x) {to=i64}\n%y = cast(%a) {to=f32}");
    for (String reduction :
        List.of(
            "reduce_mean", "reduce_sum", "reduce_max", "reduce_min", "reduce_prod", "reduce_l2")) {
      add(
          reduction,
          "%x: f32[1,8,3,4]",
          "%y = " + reduction + "(%x) {axes=[2,3]}",
          "%y = " + reduction + "(%x) {axes=[1]}",
          "%y = " + reduction + "(%x) {axes=[2,3], keepDims=false}",
          "%y = " + reduction + "(%x) {axes=[0,1,2,3], keepDims=false}");
    }
    add(
        "arg_max",
        IMAGE,
        "%c = conv(%x, f32[5,8,1,1]#rand(1))\n%y = arg_max(%c) {axis=1, keepDims=false}\n%z = relu(%c)",
        "%a = arg_max(%x) {axis=1}\n%b = cast(%a) {to=f32}\n%y = add(%b, %b)",
        "%a = arg_max(%x) {axis=3, keepDims=false, selectLast=true}\n%b = cast(%a) {to=f32}\n%y = add(%b, %b)");
    add(
        "softmax",
        IMAGE,
        "%c = conv(%x, f32[5,8,1,1]#rand(1))\n%y = softmax(%c) {axis=1}",
        "%y = softmax(%x) {axis=3}",
        "%y = softmax(%x) {axis=2}");
    add("log_softmax", IMAGE, "%y = log_softmax(%x) {axis=1}", "%y = log_softmax(%x) {axis=3}");
    add(
        "mat_mul",
        TOKENS,
        "%y = mat_mul(%x, f32[8,5]#rand(1))",
        "%y = mat_mul(f32[4,6]#rand(1), %x)",
        "%t = transpose(%x) {permutation=[0,2,1]}\n%y = mat_mul(%x, %t)");
    add("mat_mul", "%x: f32[1,2,6,4], %z: f32[1,2,4,3]", "%y = mat_mul(%x, %z)");
    add("mat_mul", "%x: f32[8], %z: f32[8,3]", "%y = mat_mul(%x, %z)");
    add("mat_mul", "%x: f32[2,3,8], %z: f32[8]", "%y = mat_mul(%x, %z)");
    add("mat_mul", "%x: f32[3,8], %z: f32[8,4]", "%y = mat_mul(%x, %z)");
    add(
        "gemm",
        "%x: f32[3,8]",
        "%y = gemm(%x, f32[5,8]#rand(1), f32[5]#rand(2)) {transB=true}",
        "%y = gemm(%x, f32[8,5]#rand(1), f32[3,5]#rand(2)) {alpha=0.5, beta=2.0}",
        "%y = gemm(%x, f32[3,5]#rand(1)) {transA=true}");
    add("gemm", "%x: f32[3,8], %z: f32[5,8]", "%y = gemm(%x, %z) {transB=true, alpha=0.5}");
    add(
        "conv",
        IMAGE,
        "%y = conv(%x, f32[6,8,3,3]#rand(1), f32[6]#rand(2)) {pads=[1,1,1,1]}",
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {strides=[2,2], pads=[1,1,1,1]}",
        "%y = conv(%x, f32[8,1,3,3]#rand(1)) {pads=[1,1,1,1], groups=8}",
        "%y = conv(%x, f32[16,1,3,3]#rand(1), f32[16]#rand(2)) {groups=8}",
        "%y = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {groups=2}",
        "%y = conv(%x, f32[4,2,3,3]#rand(1), f32[4]#rand(2)) {groups=4}",
        "%y = conv(%x, f32[6,8,3,3]#rand(1)) {dilations=[2,2], pads=[2,2,2,2]}");
    add(
        "conv",
        "%x: f32[1,8,20]",
        "%y = conv(%x, f32[6,8,3]#rand(1)) {strides=[2], dilations=[1], pads=[1,1]}");
    add("conv", IMAGE + ", %w: f32[6,8,3,3]", "%y = conv(%x, %w)");
    add(
        "conv_transpose",
        IMAGE,
        "%y = conv_transpose(%x, f32[8,6,2,2]#rand(1), f32[6]#rand(2)) {strides=[2,2]}",
        "%y = conv_transpose(%x, f32[8,6,4,4]#rand(1)) {strides=[2,2], pads=[1,1,1,1]}",
        "%y = conv_transpose(%x, f32[8,6,3,3]#rand(1), f32[6]#rand(2)) {strides=[2,2], pads=[1,1,1,1], outputPads=[1,1]}",
        "%y = conv_transpose(%x, f32[8,6,2,2]#rand(1), f32[6]#rand(2)) {strides=[2,2], outputPads=[1,1]}",
        "%y = conv_transpose(%x, f32[8,1,4,4]#rand(1)) {strides=[2,2], pads=[1,1,1,1], groups=8}",
        "%y = conv_transpose(%x, f32[8,6,3,3]#rand(1)) {dilations=[2,2]}");
    add(
        "conv_transpose",
        "%x: f32[1,8,20]",
        "%y = conv_transpose(%x, f32[8,6,4]#rand(1)) {strides=[2], dilations=[1], pads=[1,1], outputPads=[0]}");
    add(
        "max_pool",
        IMAGE,
        "%y = max_pool(%x) {kernel=[2,2], strides=[2,2]}",
        "%y = max_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%a = relu(%x)\n%y = max_pool(%a) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%y = max_pool(%x) {kernel=[2,2], strides=[2,2], ceil=true}",
        "%y = max_pool(%x) {kernel=[2,2], dilations=[2,2]}");
    add(
        "average_pool",
        IMAGE,
        "%y = average_pool(%x) {kernel=[2,2], strides=[2,2]}",
        "%y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1]}",
        "%y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=true}",
        "%y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}",
        "%y = average_pool(%x) {kernel=[2,2], strides=[2,2], ceil=true}",
        "%y = average_pool(%x) {kernel=[2,2], dilations=[2,2]}");
    add(
        "average_pool",
        "%x: f32[1,8,20]",
        "%y = average_pool(%x) {kernel=[3], strides=[2], dilations=[1], pads=[1,1]}");
    for (String mode : List.of("nearest", "linear")) {
      for (String coordinates :
          List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")) {
        add(
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
    add("resize", IMAGE, "%y = resize(%x) {axes=[2,3], sizes=[18,20], mode=cubic}");
    add("resize", TOKENS, "%y = resize(%x) {axes=[1], sizes=[12]}");
    add(
        "batch_normalization",
        IMAGE,
        "%y = batch_normalization(%x, f32[8]#rand(1), f32[8]#rand(2), f32[8]#rand(3), f32[8]#fill(0.7))");
    add(
        "instance_normalization",
        IMAGE,
        "%y = instance_normalization(%x, f32[8]#rand(1), f32[8]#rand(2))");
    add(
        "layer_normalization",
        TOKENS,
        "%y = layer_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {axis=2}",
        "%y = layer_normalization(%x, f32[6,8]#rand(1)) {axis=1}");
    add("identity", IMAGE, "%y = identity(%x)");
    add(
        "reshape",
        IMAGE,
        "%y = reshape(%x) {shape=[1,8,90]}",
        "%c = conv(%x, f32[8,8,1,1]#rand(1))\n%y = reshape(%c) {shape=[1,720]}",
        "%c = conv(%x, f32[8,8,1,1]#rand(1))\n%y = reshape(%c) {shape=[1,2,4,9,10]}");
    add(
        "transpose",
        IMAGE,
        "%y = transpose(%x) {permutation=[0,2,3,1]}",
        "%a = transpose(%x) {permutation=[0,3,2,1]}\n%y = relu(%a)");
    add("transpose", "%x: f32[2,3,4,5,2]", "%y = transpose(%x) {permutation=[0,4,2,3,1]}");
    add(
        "concat",
        IMAGE + ", %z: f32[1,4,9,10]",
        "%y = concat(%x, %z) {axis=1}",
        "%y = concat(%x, f32[1,2,9,10]#rand(1), %z) {axis=1}");
    add(
        "split",
        IMAGE,
        "%y, %b = split(%x) {axis=1, sizes=[4,4]}",
        "%y, %b, _ = split(%x) {axis=2, sizes=[2,4,3]}");
    add(
        "slice",
        IMAGE,
        "%y = slice(%x) {axes=[1], starts=[2], ends=[7], steps=[1]}",
        "%y = slice(%x) {axes=[2,3], starts=[1,0], ends=[9,9], steps=[2,3]}",
        "%y = slice(%x) {axes=[3], starts=[-1], ends=[-20], steps=[-2]}");
    add("slice", "%x: f32[6,8]", "%y = slice(%x) {axes=[0], starts=[1], ends=[5], steps=[1]}");
    add(
        "pad",
        IMAGE,
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4]}",
        "%y = pad(%x) {pads=[0,2,0,0,0,1,0,0], value=1.5}",
        "%y = pad(%x) {pads=[0,0,-1,2,0,0,3,-2]}",
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4], mode=edge}",
        "%y = pad(%x) {pads=[0,0,1,2,0,0,3,4], mode=reflect}");
    add("pad", "%x: f32[6,8]", "%y = pad(%x) {pads=[0,1,2,0]}");
    add("tile", IMAGE, "%y = tile(%x) {repeats=[1,2,1,3]}");
    add("expand", "%x: f32[8,1,1]", "%y = expand(%x) {shape=[1,8,3,4]}");
    add("index_select", IMAGE, "%y = index_select(%x) {axis=1, indices=[7,0,3,3]}");
    add("gather", "%x: f32[5,8], %i: i64[2,3]", "%y = gather(%x, %i)");
    add("gather", "%i: i64[2,3]", "%y = gather(f32[5,8]#rand(1), %i)");
    add("gather", "%x: f32[5,8]", "%y = gather(%x, i64[1,2]#[-1,0])");
    add(
        "depth_to_space",
        IMAGE,
        "%y = depth_to_space(%x) {block=2}",
        "%y = depth_to_space(%x) {block=2, columnFirst=true}");
    add("space_to_depth", "%x: f32[1,4,6,8]", "%y = space_to_depth(%x) {block=2}");
    add("shape", IMAGE, "%s = shape(%x)\n%y = add(%s, %s)");
    add("channel_mask", IMAGE + ", %s: f32[8]", "%y = channel_mask(%x, %s)");
    add("choice", IMAGE + ", %l: f32[2]", "%a = relu(%x)\n%y = choice(%x, %a, %l)");
  }
}
