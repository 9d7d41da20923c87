package dev.espalier.passes.channels;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.Arrays;

/**
 * What is known about one channel of a value for every input of the network: zero, a constant k, a
 * fixed map, or nothing (live).
 */
sealed interface ChannelState {
  /**
   * Depends on the input.
   *
   * @param unsized only on the size of the input: if that were known, so would be the channel
   */
  record Live(boolean unsized) implements ChannelState {
    private static final Live INSTANCE = new Live(false);
    private static final Live UNSIZED = new Live(true);
  }

  /** The same number everywhere; finite. */
  record Constant(double value) implements ChannelState {
    private static final Constant ZERO = new Constant(0);
  }

  /**
   * Does not depend on the input, but varies in space. The map has the rank of the value; axes
   * along which it does not vary have size 1. Elements are f64 and finite.
   */
  record Fixed(Tensor map) implements ChannelState {}

  static ChannelState live() {
    return Live.INSTANCE;
  }

  static ChannelState unsized() {
    return Live.UNSIZED;
  }

  /** What depends on two channels, of which one is live or both are. */
  static ChannelState live(ChannelState a, ChannelState b) {
    return a.isLive() && !a.isUnsized() || b.isLive() && !b.isUnsized() ? live() : unsized();
  }

  static ChannelState zero() {
    return Constant.ZERO;
  }

  default boolean isLive() {
    return this instanceof Live;
  }

  default boolean isUnsized() {
    return this == Live.UNSIZED;
  }

  default boolean isZero() {
    return this instanceof Constant constant && constant.value() == 0;
  }

  static ChannelState constant(double value) {
    if (value == 0) {
      return zero();
    }
    return Double.isFinite(value) ? new Constant(value) : live();
  }

  /** The state of a channel that holds exactly this map. */
  static ChannelState of(Tensor map) {
    double[] values = map.toDoubles();
    boolean uniform = true;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return live();
      }
      uniform &= value == values[0];
    }
    return uniform && values.length > 0 ? constant(values[0]) : new Fixed(map);
  }

  /** The state with leading axes of size 1 added. */
  default ChannelState lifted(int rank) {
    if (!(this instanceof Fixed fixed) || fixed.map().rank() == rank) {
      return this;
    }
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    long[] own = fixed.map().shape();
    System.arraycopy(own, 0, shape, rank - own.length, own.length);
    return new Fixed(fixed.map().reshape(shape));
  }

  /** A known channel as a tensor of a rank, with size 1 where it does not vary. */
  default Tensor tensor(int rank) {
    if (this instanceof Fixed fixed) {
      return fixed.map();
    }
    if (this instanceof Constant constant) {
      long[] shape = new long[rank];
      Arrays.fill(shape, 1);
      return Tensor.filled(ElementType.F64, shape, constant.value());
    }
    throw new IllegalStateException("a live channel has no value");
  }
}
