package dev.espalier.maven;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.OptionValue;
import dev.espalier.onnx.ExternalFiles;
import dev.espalier.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.artifact.Artifact;

/** Finds out by content what a compile depends on. */
record Inputs(Path model, SortedMap<String, List<String>> options) {
  private static final String GROUP = "dev.espalier";

  /**
   * What a compile would read now.
   *
   * @param plugin the jars that compile
   */
  CompileState state(List<Artifact> plugin) throws IOException {
    return new CompileState(
        CompileState.VERSION,
        digest(plugin),
        model.toString(),
        options,
        digests(),
        new TreeMap<>());
  }

  /** Of the model with its weights, the samples and the profile of the device, by name. */
  SortedMap<String, String> digests() throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    add(digests, model.getFileName().toString(), model);
    for (String name : ExternalFiles.of(ModelFile.parse(model))) {
      add(digests, name, model.resolveSibling(name));
    }
    for (String folder : options.getOrDefault(CompileArguments.SAMPLES, List.of())) {
      add(digests, folder, Path.of(folder));
    }
    for (String device : options.getOrDefault(CompileArguments.DEVICE, List.of())) {
      Optional<Path> profile = new OptionValue(CompileArguments.DEVICE, device).profileFile();
      if (profile.isPresent()) {
        add(digests, device, profile.get());
      }
    }
    return digests;
  }

  /** What is missing is told by the compiler. */
  private static void add(SortedMap<String, String> digests, String name, Path path)
      throws IOException {
    if (Files.exists(path)) {
      digests.put(name, Sha512.of(path));
    }
  }

  /** Versions, and the contents of what belongs to Espalier, of which there are snapshots. */
  private static String digest(List<Artifact> plugin) throws IOException {
    SortedMap<String, String> jars = new TreeMap<>();
    for (Artifact jar : plugin) {
      boolean own = jar.getGroupId().equals(GROUP) && jar.getFile() != null;
      jars.put(jar.getId(), own ? Sha512.of(jar.getFile().toPath()) : "");
    }
    return Sha512.of(jars.toString());
  }
}
