package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypicalUseTest {
  @TempDir private Path folder;

  /** What fails half-way would leave its classes out of the archive. */
  @Test
  void everyLineSucceeds() throws IOException {
    Path model = TinyModels.write(TypicalUse.SUPERNET, folder.resolve("model.onnx"));
    for (List<String> line : TypicalUse.lines(model.toString(), folder.resolve("out").toString())) {
      Run run = Run.of(line.toArray());
      assertThat(run.exit()).as(line + ": " + run.err()).isZero();
    }
  }
}
