package dev.espalier.ir.run;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;

/** How finely the interpreter keeps floating-point values between operators. */
public enum Precision {
  /** As the model says: every result is rounded once to the element type of its value. */
  F32,
  /** In double, whatever the model says; constants and inputs are widened. */
  F64;

  ElementType kept(ElementType element) {
    return this == F64 && element.isFloat() ? ElementType.F64 : element;
  }

  Tensor kept(Tensor tensor) {
    ElementType element = kept(tensor.element());
    return element == tensor.element()
        ? tensor
        : Tensor.of(element, tensor.shape(), tensor.toDoubles());
  }
}
