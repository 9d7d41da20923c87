package dev.espalier.maven;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.compiler.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file that remembers what was compiled into a folder. */
record StateFile(Path file) {
  /** The file for a folder of outputs, which has a name of its own in the plugin's folder. */
  static StateFile of(Path pluginFolder, Path basedir, Path outputs) {
    String name = basedir.relativize(outputs).toString().replaceAll("[^A-Za-z0-9._]+", "-");
    return new StateFile(pluginFolder.resolve(name + ".json"));
  }

  /** What was compiled last; empty when nothing was, or the file is of another version. */
  Optional<CompileState> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      CompileState state = new ObjectMapper().readValue(file.toFile(), CompileState.class);
      return Optional.of(state).filter(known -> known.version() == CompileState.VERSION);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Replaces what was remembered, at once. */
  void write(CompileState state) throws IOException {
    Files.createDirectories(file.getParent());
    Path complete = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(complete, ReportJson.text(state));
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
