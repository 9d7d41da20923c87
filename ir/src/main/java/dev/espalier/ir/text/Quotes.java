package dev.espalier.ir.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** Strings in quotes, with {@code \"}, {@code \\} and, for control characters, {@code \}uXXXX. */
final class Quotes {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.]+");

  private Quotes() {}

  /** The name itself, in quotes where it must. */
  static String name(String name) {
    return PLAIN.matcher(name).matches() ? name : quote(name);
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  static String unquote(String quoted) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && quoted.startsWith("u", i + 1) && i + 6 < quoted.length()) {
        c = (char) Integer.parseInt(quoted.substring(i + 2, i + 6), 16);
        i += 5;
      } else if (c == '\\') {
        c = quoted.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }
}
