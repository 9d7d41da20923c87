package dev.espalier.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides by contents whether to compile.
 *
 * @param now what a compile would read
 */
record UpToDate(Path outputs, CompileState now) {
  /** Why to compile; empty when everything is as the last compile left it. */
  Optional<String> reasonToCompile(Optional<CompileState> last) throws IOException {
    if (last.isEmpty()) {
      return Optional.of("nothing was compiled yet");
    }
    Optional<String> changed = now.changedSince(last.get());
    return changed.isPresent() ? changed : changedFile(outputs, last.get());
  }

  /** What was done to the files since they were written; empty if nothing. */
  static Optional<String> changedFile(Path outputs, CompileState written) throws IOException {
    SortedMap<String, String> there = digests(outputs, written.files().keySet());
    return CompileState.difference(written.files(), there)
        .map(
            name ->
                name
                    + (there.containsKey(name) ? " is not what was compiled" : " is missing")
                    + " in "
                    + outputs);
  }

  /** SHA-512 of those files that are there. */
  static SortedMap<String, String> digests(Path folder, Collection<String> names)
      throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        digests.put(name, Sha512.of(file));
      }
    }
    return digests;
  }
}
