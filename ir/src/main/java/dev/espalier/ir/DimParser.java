package dev.espalier.ir;

/** Reads what {@link Dim#toString} writes. */
public final class DimParser {
  private final String text;
  private int at;

  private DimParser(String text) {
    this.text = text.replace(" ", "");
  }

  public static Dim parse(String text) {
    DimParser parser = new DimParser(text);
    Dim dim = parser.sum();
    if (parser.at != parser.text.length()) {
      throw parser.error();
    }
    return dim;
  }

  private Dim sum() {
    Dim result = skip('-') ? product().times(-1) : product();
    while (at < text.length()) {
      if (skip('+')) {
        result = result.plus(product());
      } else if (skip('-')) {
        result = result.minus(product());
      } else {
        break;
      }
    }
    return result;
  }

  private Dim product() {
    Dim result = factor();
    while (skip('*')) {
      result = result.times(factor());
    }
    return result;
  }

  private Dim factor() {
    if (text.startsWith("floor((", at)) {
      at += "floor((".length();
      Dim numerator = sum();
      expect(')');
      expect('/');
      Dim quotient = numerator.floorDiv(integer());
      expect(')');
      return quotient;
    }
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      return Dim.of(integer());
    }
    return Dim.symbol(word("[A-Za-z0-9_.]"));
  }

  private long integer() {
    try {
      return Long.parseLong(word("[0-9]"));
    } catch (NumberFormatException e) {
      throw error();
    }
  }

  private String word(String letters) {
    int start = at;
    while (at < text.length() && text.substring(at, at + 1).matches(letters)) {
      at++;
    }
    if (start == at) {
      throw error();
    }
    return text.substring(start, at);
  }

  private boolean skip(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw error();
    }
  }

  private IrException error() {
    return new IrException("cannot read the dimension '%s' at column %d", text, at + 1);
  }
}
