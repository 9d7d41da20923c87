package dev.espalier.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.CompileArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build compiles again when something it depends on has changed, and only then. */
class UpToDateTest {
  @TempDir Path folder;
  private Path model;
  private SortedMap<String, List<String>> options;

  @BeforeEach
  void compile() throws IOException {
    model = folder.resolve("in/model.onnx");
    ItModels.masked(model, 1);
    Files.createDirectories(folder.resolve("in/samples"));
    Files.writeString(folder.resolve("in/samples/x.npy"), "sample");
    Files.writeString(folder.resolve("in/device.json"), "profile");
    options =
        new Given()
            .value(CompileArguments.SAMPLES, Optional.of(folder.resolve("in/samples")))
            .value(CompileArguments.DEVICE, Optional.of(folder.resolve("in/device.json")))
            .options();
    Files.createDirectories(outputs());
    Files.writeString(outputs().resolve("model.onnx"), "compiled");
    file().write(now().withFiles(UpToDate.digests(outputs(), List.of("model.onnx"))));
  }

  private Path outputs() {
    return folder.resolve("out");
  }

  private StateFile file() {
    return StateFile.of(folder.resolve("plugin"), folder, outputs());
  }

  private CompileState now() throws IOException {
    return new Inputs(model, options).state(List.of());
  }

  private Optional<String> reason() throws IOException {
    return new UpToDate(outputs(), now()).reasonToCompile(file().read());
  }

  private static void change(Path file, UnaryOperator<String> edit) throws IOException {
    Files.writeString(file, edit.apply(Files.readString(file)));
  }

  @Test
  void nothingChanged() throws IOException {
    change(outputs().resolve("model.onnx"), text -> text);
    change(folder.resolve("in/device.json"), text -> text);
    assertThat(reason()).isEmpty();
  }

  @Test
  void theModelChanged() throws IOException {
    ItModels.masked(model, 2);
    assertThat(reason()).hasValue("model.onnx changed");
  }

  @Test
  void anOptionChanged() throws IOException {
    options = new Given(options).value(CompileArguments.IO_LAYOUT, Optional.of("nchw")).options();
    assertThat(reason()).hasValue("<ioLayout> changed");
    options = new TreeMap<>();
    assertThat(reason()).hasValue("<device> changed");
  }

  @Test
  void aSampleOrTheDeviceChanged() throws IOException {
    change(folder.resolve("in/device.json"), text -> text + " ");
    assertThat(reason()).hasValue(folder.resolve("in/device.json") + " changed");
    change(folder.resolve("in/device.json"), String::strip);
    Files.move(folder.resolve("in/samples/x.npy"), folder.resolve("in/samples/y.npy"));
    assertThat(reason()).hasValue(folder.resolve("in/samples") + " changed");
  }

  @Test
  void anOutputChangedOrIsMissing() throws IOException {
    change(outputs().resolve("model.onnx"), text -> text + " ");
    assertThat(reason()).hasValueSatisfying(text -> assertThat(text).contains("is not what"));
    Files.delete(outputs().resolve("model.onnx"));
    assertThat(reason()).hasValueSatisfying(text -> assertThat(text).contains("is missing"));
  }

  @Test
  void anotherPluginOrNoState() throws IOException {
    CompileState last = file().read().orElseThrow();
    file()
        .write(
            new CompileState(
                last.version(),
                "other",
                last.model(),
                last.options(),
                last.inputs(),
                last.files()));
    assertThat(reason()).hasValue("the plugin changed");
    Files.writeString(file().file(), "no state");
    assertThat(reason()).hasValue("nothing was compiled yet");
  }
}
