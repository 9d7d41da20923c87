package dev.espalier.check;

import dev.espalier.ir.TensorType;

/**
 * An input or output of a model.
 *
 * @param type may have symbolic dims; {@link TensorType#UNKNOWN} where the value is no tensor
 */
public record PortType(String name, TensorType type) {
  @Override
  public String toString() {
    return name + ": " + type;
  }
}
