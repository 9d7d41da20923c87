package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path temporary;

  private Path folder;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("a/b");
  }

  private static void write(Path into, String text, String... names) throws IOException {
    Files.createDirectories(into);
    for (String name : names) {
      Files.writeString(into.resolve(name), text);
    }
  }

  private void compile(String text) throws IOException {
    try (OutputFolder outputs = OutputFolder.open(folder)) {
      write(outputs.begin(), text, "model.onnx", "SHA256SUMS", "report.json");
      outputs.accept();
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertOutputs(String text) throws IOException {
    for (String name : List.of("model.onnx", "SHA256SUMS", "report.json")) {
      assertThat(folder.resolve(name)).hasContent(text);
    }
  }

  @Test
  void makesFoldersAndLeavesOnlyTheOutputs() throws IOException {
    compile("one");
    assertThat(names()).containsExactly("SHA256SUMS", "model.onnx", "report.json");
  }

  @Test
  void replacesTheOutputsAndNothingElse() throws IOException {
    write(folder, "mine", "notes.txt");
    compile("one");
    compile("two");
    assertOutputs("two");
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void leavesNothingWhenNothingIsAccepted() throws IOException {
    try (OutputFolder outputs = OutputFolder.open(folder)) {
      write(outputs.begin(), "half", "model.onnx");
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void keepsEarlierOutputsWhenTheNextAreRejected() throws IOException {
    compile("one");
    Path rejected;
    try (OutputFolder outputs = OutputFolder.open(folder)) {
      write(outputs.begin(), "bad", "model.onnx");
      rejected = outputs.reject(List.of());
    }
    assertOutputs("one");
    assertThat(rejected.resolve("model.onnx")).hasContent("bad");
    compile("two");
    assertThat(rejected).doesNotExist();
  }

  @Test
  void forgetsOutputsThatAKilledRunDidNotComplete() throws IOException {
    compile("one");
    write(folder.resolve(".espalier-partial"), "two", "model.onnx");
    OutputFolder.open(folder).close();
    assertOutputs("one");
    assertThat(names()).containsExactly("SHA256SUMS", "model.onnx", "report.json");
  }

  @Test
  void completesMovesThatAKilledRunBegan() throws IOException {
    compile("one");
    write(folder, "two", "model.onnx");
    write(folder.resolve(".espalier-complete"), "two", "SHA256SUMS", "report.json");
    OutputFolder.open(folder).close();
    assertOutputs("two");
    assertThat(names()).containsExactly("SHA256SUMS", "model.onnx", "report.json");
  }

  @Test
  void movesTheChecksumsLast() throws IOException {
    write(folder.resolve(".espalier-complete"), "two", "SHA256SUMS", "report.json", "a", "z");
    Files.createDirectories(folder.resolve("z/full"));
    assertThatThrownBy(() -> OutputFolder.open(folder)).isInstanceOf(OutputException.class);
    assertThat(names()).contains("a", "report.json").doesNotContain("SHA256SUMS");
  }

  /** Whoever stops it, before whichever move, and however often: the next one goes on. */
  @Test
  void completesACompletionThatWasStopped() throws IOException {
    List<String> files = List.of("a", "b", "c", "SHA256SUMS");
    for (int first = 0; first < files.size(); first++) {
      for (int second = 0; second < files.size() - first; second++) {
        write(folder, "one", files.toArray(String[]::new));
        write(folder.resolve(".espalier-complete"), "two", files.toArray(String[]::new));
        stopAfter(first);
        stopAfter(second);
        assertThat(folder.resolve("SHA256SUMS")).hasContent("one");
        OutputFolder.open(folder).close();
        assertThat(names()).containsExactlyInAnyOrderElementsOf(files);
        for (String name : files) {
          assertThat(folder.resolve(name)).hasContent("two");
        }
      }
    }
  }

  private void stopAfter(int moves) {
    List<Path> moved = new ArrayList<>();
    assertThatThrownBy(
            () ->
                OutputFolder.open(
                    folder,
                    file -> {
                      if (moved.size() == moves) {
                        throw new IllegalStateException("stopped");
                      }
                      moved.add(file);
                    }))
        .hasMessage("stopped");
  }

  @Test
  void replacesWhatTellsAboutTheLastRunEvenWhenItIsRejected() throws IOException {
    compile("one");
    try (OutputFolder outputs = OutputFolder.open(folder)) {
      write(outputs.begin(), "bad", "model.onnx", "SHA256SUMS", "report.json");
      Path rejected = outputs.reject(List.of("report.json"));
      assertThat(rejected.resolve("report.json")).hasContent("bad");
    }
    assertThat(folder.resolve("report.json")).hasContent("bad");
    assertThat(folder.resolve("model.onnx")).hasContent("one");
    assertThat(folder.resolve("SHA256SUMS")).hasContent("one");
    assertThat(folder.resolve(".espalier-partial")).doesNotExist();
  }

  @Test
  void refusesAFile() throws IOException {
    write(temporary, "mine", "file");
    for (Path path : List.of(temporary.resolve("file"), temporary.resolve("file/below"))) {
      assertThatThrownBy(() -> OutputFolder.open(path))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("file: it is a file, not a folder");
    }
    assertThat(temporary.resolve("file")).hasContent("mine");
  }

  @Test
  void refusesAFolderInPlaceOfAnOutputBeforeAnythingMoves() throws IOException {
    Files.createDirectories(folder.resolve("report.json"));
    assertThatThrownBy(() -> compile("one"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("report.json: it is a folder");
    assertThat(names()).containsExactly("report.json");
  }

  @Test
  void keepsASecondRunOut() throws IOException {
    try (OutputFolder first = OutputFolder.open(folder)) {
      assertThat(first.begin()).isEmptyDirectory();
      assertThatThrownBy(() -> OutputFolder.open(folder))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("another run is writing there");
      assertThat(folder.resolve(".espalier-partial")).exists();
    }
  }
}
