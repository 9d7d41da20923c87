package dev.espalier.passes;

import java.util.Locale;

final class Names {
  private Names() {}

  static String kebab(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
