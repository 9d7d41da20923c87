package dev.espalier.ir.text;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Op;
import java.util.List;
import java.util.function.Supplier;

/** Parts of the textual form, for models of other kinds that are written in the same manner. */
public final class Fragments {
  private Fragments() {}

  /** A value: its name behind %, in quotes where it must. */
  public static String value(String name) {
    return "%" + Quotes.name(name);
  }

  /** A name without %, in quotes where it must. */
  public static String name(String name) {
    return Quotes.name(name);
  }

  /** A text in quotes. */
  public static String quoted(String text) {
    return Quotes.quote(text);
  }

  /** A constant: its type and its elements or, where these are many, a digest. */
  public static String constant(Tensor tensor) {
    return Literals.print(tensor, false);
  }

  /** The value of an attribute. */
  public static String attribute(Object value) {
    return AttributeText.print(value);
  }

  /**
   * The operators that differ from the given one in one attribute, which has its default value;
   * making one is an {@link dev.espalier.ir.IrException} where the attributes do not fit together.
   */
  public static List<Supplier<Op>> plainer(Op op) {
    return Attributes.plainer(op);
  }
}
