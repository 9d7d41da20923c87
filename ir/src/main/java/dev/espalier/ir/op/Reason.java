package dev.espalier.ir.op;

import java.util.Locale;

/** Why a channel that carries nothing is kept all the same: the closed list of the ledger. */
public enum Reason {
  /** Another value the channel is tied to is live in it. */
  LIVE_PARTNER,
  GRAPH_OUTPUT,
  GRAPH_INPUT,
  /** An operator the compiler does not know reads or makes the value. */
  OPAQUE_NEIGHBOUR,
  /** The channel is tied through a constant that another operator uses, too. */
  SHARED_WEIGHT,
  /** A normalisation over the channels counts the dead ones. */
  LAYER_NORM,
  /** A softmax, arg-max or reduction over the channels counts the dead ones. */
  REDUCED_AXIS,
  /** The operator works along this axis (spatial, sequence, batch). */
  FIXED_AXIS,
  /** A constant channel meets zero padding and the size is not known at compile time. */
  SYMBOLIC_SIZE,
  /** A grouped convolution would be left with unequal groups. */
  UNEQUAL_GROUPS,
  /** A reshape cuts the axis in a way that leaves no rectangular rest. */
  RESHAPE,
  /** It carries the constants of other removed channels past a zero-padded border. */
  CARRIER,
  /** Every exact form of removal costs more than the channel. */
  COST;

  /** The form in reports: {@code live partner}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
