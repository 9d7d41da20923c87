package dev.espalier.tflite;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The transposes that a lowered graph still has.
 *
 * @param bytes what one run moves for them
 */
public record LayoutReport(int transposes, long bytes, List<Moved> reasons) {
  /** Why a transpose cannot be avoided. */
  public enum Reason {
    /** An input or output of the graph has another order of axes. */
    IO_CONTRACT,
    /** A matrix product needs its axes last, as attention does for its heads. */
    ATTENTION_HEADS,
    /** A reshape merges or splits axes that are not next to each other. */
    RESHAPE_ORDER,
    /** An operator that works only in one order of axes. */
    OPAQUE_OP;

    /** The form in reports: {@code io-contract}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One transpose: the node it is made for, its bytes, and why. */
  public record Moved(String node, long bytes, Reason reason) {}

  public LayoutReport {
    reasons = List.copyOf(reasons);
  }

  /**
   * The transposes of a model.
   *
   * @param reasons by the name of the transposed value
   */
  static LayoutReport of(LiteModel model, Map<String, Reason> reasons) {
    List<Moved> moves = new ArrayList<>();
    for (LiteOp op : model.ops()) {
      if (op.kind() == Builtin.TRANSPOSE) {
        LiteTensor result = model.output(op);
        moves.add(new Moved(op.node(), result.bytes(), reasons.get(result.name())));
      }
    }
    return new LayoutReport(moves.size(), moves.stream().mapToLong(Moved::bytes).sum(), moves);
  }
}
