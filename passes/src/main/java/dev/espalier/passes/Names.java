package dev.espalier.passes;

import java.util.Locale;

final class Names {
  private static final ClassValue<String> KEBAB =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String name = type.getSimpleName();
          return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
      };

  private Names() {}

  static String kebab(Class<?> type) {
    return KEBAB.get(type);
  }
}
