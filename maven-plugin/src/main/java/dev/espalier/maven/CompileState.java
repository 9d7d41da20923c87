package dev.espalier.maven;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compile read and wrote; digests are SHA-512.
 *
 * @param version of these fields
 * @param plugin of the jars that compiled
 * @param model the file that was compiled
 * @param options how it was compiled, by their names on the command line
 * @param inputs digests of what was read, by name
 * @param files digests of what was written, by name
 */
record CompileState(
    int version,
    String plugin,
    String model,
    SortedMap<String, List<String>> options,
    SortedMap<String, String> inputs,
    SortedMap<String, String> files) {
  static final int VERSION = 1;

  CompileState {
    options = new TreeMap<>(options);
    inputs = new TreeMap<>(inputs);
    files = new TreeMap<>(files);
  }

  /** The same with what was written. */
  CompileState withFiles(SortedMap<String, String> written) {
    return new CompileState(version, plugin, model, options, inputs, written);
  }

  /** What makes it necessary to compile again, when this was compiled last; empty if nothing. */
  Optional<String> changedSince(CompileState last) {
    if (version != last.version || !plugin.equals(last.plugin)) {
      return Optional.of("the plugin changed");
    }
    return difference(options, last.options)
        .map(option -> "<" + Wording.parameter(option) + "> changed")
        .or(() -> difference(inputs, last.inputs).map(input -> input + " changed"));
  }

  /** The first key whose values differ. */
  static Optional<String> difference(Map<String, ?> one, Map<String, ?> other) {
    SortedMap<String, Object> all = new TreeMap<>(one);
    all.putAll(other);
    return all.keySet().stream()
        .filter(key -> !one.containsKey(key) || !one.get(key).equals(other.get(key)))
        .findFirst();
  }
}
