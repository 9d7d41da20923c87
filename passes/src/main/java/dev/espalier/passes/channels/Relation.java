package dev.espalier.passes.channels;

import dev.espalier.ir.op.Reason;
import java.util.List;

/**
 * What one node says about the axes of the values around it; see {@link dev.espalier.ir.op.Ties}.
 */
sealed interface Relation {
  record Same(ValueAxis a, ValueAxis b) implements Relation {}

  record Part(ValueAxis part, ValueAxis whole, long offset) implements Relation {}

  record Product(List<ValueAxis> a, List<ValueAxis> b) implements Relation {}

  record Outer(ValueAxis outer, ValueAxis whole) implements Relation {}

  record Inner(ValueAxis inner, ValueAxis whole) implements Relation {}

  record Select(ValueAxis from, ValueAxis to, List<Long> indices) implements Relation {}

  /** The axes keep equally many indices per block, on account of the value {@code by}. */
  record Blocks(long count, List<ValueAxis> axes, String by) implements Relation {}

  /** No index of the axis can be removed, on account of the value {@code by}. */
  record Pin(ValueAxis axis, Reason reason, String by) implements Relation {}

  /** Factors of the axis from {@code from} inner elements on, to {@code to}, cannot be cut. */
  record PinFactors(ValueAxis axis, long from, long to, String by) implements Relation {}
}
