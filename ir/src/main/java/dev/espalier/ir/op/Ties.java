package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * Receives what an operator says about which indices of its operand and result axes belong
 * together: indices that are tied are removed together or not at all.
 *
 * <p>An axis an operator does not mention is pinned by it: none of its indices can be removed.
 */
public interface Ties {
  /** How many operands the node has, absent ones included. */
  int operands();

  boolean has(int operand);

  TensorType operand(int position);

  TensorType result(int position);

  /** Index i of one axis belongs to index i of the other. */
  void same(Axis a, Axis b);

  /** Index i of {@code part} belongs to index {@code offset + i} of {@code whole}. */
  void part(Axis part, Axis whole, long offset);

  /**
   * The row-major product of one list of axes is the row-major product of the other, as in a
   * reshape. Both have the same number of elements.
   */
  void product(List<Axis> a, List<Axis> b);

  /** Index {@code i m + j} of {@code whole} belongs to index i of {@code outer}. */
  void outer(Axis outer, Axis whole);

  /** Index {@code i n + j} of {@code whole} belongs to index j of {@code inner}, of size n. */
  void inner(Axis inner, Axis whole);

  /** Index i of {@code to} is a copy of index {@code indices.get(i)} of {@code from}. */
  void select(Axis from, Axis to, List<Long> indices);

  /**
   * The axes are cut into {@code blocks} equal runs; each block of an axis keeps equally many
   * indices, and a block is emptied on all the axes or on none.
   */
  void blocks(long blocks, List<Axis> axes);

  /** Indices of the axis can be removed freely, as far as this operator is concerned. */
  void free(Axis axis);

  /** No index of the axis can be removed, for this reason. */
  void pin(Axis axis, Reason reason);

  /**
   * Indices of the axis are {@code (i size + digit) inner + j}: every digit has to stay as long as
   * anything of the axis does. Of an axis that is tied at {@code inner} and at {@code inner size}.
   */
  void pinDigit(Axis axis, long inner, long size);
}
