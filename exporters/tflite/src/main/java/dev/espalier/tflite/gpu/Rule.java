package dev.espalier.tflite.gpu;

import dev.espalier.tflite.Lint.Level;
import java.util.Locale;

/** The rules of the GPU delegate and of TFLite files in general; the ids are stable. */
enum Rule {
  UNSUPPORTED_OP(
      "gpu/unsupported-op",
      Kind.REFUSAL,
      "an operator that stays on the CPU cuts the graph",
      "use another operator, or another form of it"),
  VERSION_CEILING(
      "gpu/version-ceiling",
      Kind.REFUSAL,
      "the operator's version is newer than the delegate takes",
      "use the form of the operator that an older version can express"),
  RANK(
      "gpu/rank",
      Kind.REFUSAL,
      "a tensor has a rank that the operator does not take on the GPU",
      "reshape to at most four axes, [N, H, W, C]"),
  DYNAMIC_SHAPE(
      "gpu/dynamic-shape",
      Kind.REFUSAL,
      "a size is only known at run time",
      "fix the input's sizes with --input-shape"),
  BROADCAST_PATTERN(
      "gpu/broadcast-pattern",
      Kind.REFUSAL,
      "the delegate cannot stretch these operands against each other",
      "give both operands the same rank, and the result's shape to input 0"),
  CONST_OPERAND(
      "gpu/const-operand",
      Kind.REFUSAL,
      "an operand is constant that must be computed, or computed that must be constant",
      "fold the operator into a constant, or make the operand a constant"),
  UNALIGNED_CHANNELS(
      "gpu/unaligned-channels",
      Kind.NOTE,
      "channels are stored in slices of 4",
      "a multiple of 4 costs no more"),
  CONST_MAP(
      "gpu/const-map",
      Kind.NOTE,
      "a constant that differs from place to place is read as a tensor on each run; that the"
          + " delegate takes it is not verified",
      "check the results on the phone"),
  SPLIT_GROUP_CONV(
      "gpu/split-group-conv",
      Kind.WARNING,
      "groups that are no multiples of 4 channels become one convolution per group",
      "use groups of a multiple of 4 channels on both sides"),
  BMM_ADJOINT(
      "gpu/bmm-adjoint",
      Kind.TRAP,
      "the flags adj_x and adj_y are not read",
      "transpose the operand and clear the flag"),
  BMM_RANK3(
      "gpu/bmm-rank3",
      Kind.TRAP,
      "matrix products of rank 3 came out wrong on Adreno 740 and 830",
      "reshape the operands to rank 4, with the heads as an axis"),
  BMM_BROADCAST_ADD(
      "gpu/bmm-broadcast-add",
      Kind.TRAP,
      "a matrix product with a stretched operand added came out wrong before LiteRT 2.1.6",
      "add an operand of the product's shape, or fold it in before the product"),
  MIXED_RANK_BROADCAST(
      "gpu/mixed-rank-broadcast",
      Kind.TRAP,
      "operands of different rank are aligned wrongly",
      "reshape the smaller operand to the rank of the larger one; scalars may stay"),
  PAD_THEN_AVGPOOL(
      "gpu/pad-then-avgpool",
      Kind.TRAP,
      "the padding is merged into the pool, which then divides by the cells inside only",
      "use DEPTHWISE_CONV_2D with weights 1/(kh*kw) behind the PAD"),
  PAD_THEN_MAXPOOL(
      "gpu/pad-then-maxpool",
      Kind.TRAP,
      "the padding is merged into the pool, where its value no longer takes part",
      "use the pool's own SAME padding, or PADV2 with the lowest float"),
  MAXPOOL_FLOOR(
      "gpu/maxpool-floor",
      Kind.TRAP,
      "the maximum starts from -10000, so values below are lost",
      "bound the pool's input, for example by an activation in front of it"),
  PADV2_BEFORE_CONV(
      "gpu/padv2-before-conv",
      Kind.TRAP,
      "padding by any constant is merged into a convolution as if it were zero",
      "pad by zero, or put the padding where no convolution follows directly"),
  PAD_RANK3(
      "gpu/pad-rank3",
      Kind.TRAP,
      "paddings of three rows are read with one more row before and after along the batch",
      "reshape to rank 4 and give four rows of paddings"),
  TRANSPOSE_CONV_SHAPE(
      "gpu/transpose-conv-shape",
      Kind.TRAP,
      "the requested size is not read: SAME and VALID decide over size and offset",
      "use VALID padding with the full size, and a SLICE behind it"),
  ADD_TINY_CONST(
      "gpu/add-tiny-const",
      Kind.TRAP,
      "a constant below the smallest normal half-precision number is wrong or lost in a sum",
      "scale both summands up before the sum, and the result back"),
  FP16_OVERFLOW(
      "gpu/fp16-overflow",
      Kind.TRAP,
      "half precision ends at 65504",
      "scale down before the operator: the query of an attention by 1/sqrt(d), values before they"
          + " are squared"),
  LEGACY_BROADCAST_TO(
      "gpu/legacy-broadcast-to",
      Kind.REFUSAL,
      "BROADCAST_TO is not taken",
      "let ADD or MUL stretch the operand at equal rank, or use RESHAPE and MUL by ones"),
  TRANSPOSE_LEFT(
      "layout/transpose-left",
      Kind.NOTE,
      "a transpose moves a whole tensor",
      "see the layout report for its reason"),
  EVEN_STRIDE2_PAD(
      "conv/even-stride2-pad",
      Kind.NOTE,
      "a strided convolution has padding that SAME cannot express and needs a PAD in front",
      "odd input sizes, or a model trained with SAME padding, need no PAD"),
  DYNAMIC(
      "shape/dynamic",
      Kind.WARNING,
      "only the batch may safely be left open until run time",
      "fix the input's sizes with --input-shape");

  /** What breaking a rule means. */
  enum Kind {
    /** The delegate does not take the operator. */
    REFUSAL(Level.ERROR),
    /** The delegate takes the operator and computes something else. */
    TRAP(Level.ERROR),
    WARNING(Level.WARNING),
    NOTE(Level.NOTE);

    private final Level level;

    Kind(Level level) {
      this.level = level;
    }
  }

  private final String id;
  private final Kind kind;
  private final String meaning;
  private final String remedy;

  Rule(String id, Kind kind, String meaning, String remedy) {
    this.id = id;
    this.kind = kind;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  /** How bad it is where nothing more is known; a finding may be milder. */
  Level level() {
    return kind.level;
  }

  String meaning() {
    return meaning;
  }

  String remedy() {
    return remedy;
  }

  /** Something found that breaks this rule. */
  Finding found(String format, Object... arguments) {
    return new Finding(this, level(), String.format(Locale.ROOT, format, arguments), remedy);
  }
}
