package dev.espalier.maven;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the parameters that were set, by the names the command line has for them. */
final class Given {
  private final SortedMap<String, List<String>> options = new TreeMap<>();

  Given() {}

  /** Begins with options that are there. */
  Given(SortedMap<String, List<String>> options) {
    this.options.putAll(options);
  }

  Given value(String option, Optional<?> value) {
    value.ifPresent(given -> options.put(option, List.of(given.toString())));
    return this;
  }

  Given values(String option, List<String> values) {
    if (!values.isEmpty()) {
      options.put(option, List.copyOf(values));
    }
    return this;
  }

  Given flag(String option, boolean set) {
    if (set) {
      options.put(option, List.of());
    }
    return this;
  }

  Given without(String option) {
    options.remove(option);
    return this;
  }

  SortedMap<String, List<String>> options() {
    return options;
  }
}
