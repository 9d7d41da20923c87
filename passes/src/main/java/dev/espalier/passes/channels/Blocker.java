package dev.espalier.passes.channels;

import dev.espalier.ir.op.Reason;

/**
 * Why an element stays.
 *
 * @param value on whose account
 * @param bytes of the constant map that would cost more than the element; otherwise 0
 */
public record Blocker(Reason reason, String value, long bytes) {
  public Blocker(Reason reason, String value) {
    this(reason, value, 0);
  }
}
