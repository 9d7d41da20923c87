package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models with wrong bytes, and with fields that contradict each other: every command succeeds or
 * refuses them, a model that can be inspected can be compiled, and what is written can be read.
 *
 * <p>{@code -Despalier.fuzz=20000} runs so many cases; the table of outcomes is printed.
 */
class OnnxFuzzTest {
  private static final int CASES = Integer.getInteger("espalier.fuzz", 500);

  @TempDir private Path folder;

  private Map<String, ModelProto> seeds;
  private final SortedMap<String, Integer> fates = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    seeds = FuzzSeeds.in(folder);
  }

  @Test
  void seedsAreValid() throws IOException {
    for (String name : seeds.keySet()) {
      Path model = Files.write(folder.resolve("model.onnx"), seeds.get(name).toByteArray());
      Run run = Run.of("compile", model, "-o", folder.resolve("out"), "--emit", "onnx");
      assertThat(run.exit()).as("%s: %s", name, run.err()).isZero();
    }
  }

  @Test
  void wrongFieldsAreCompiledOrRefused() throws IOException {
    for (int i = 0; i < CASES / 2; i++) {
      check(FuzzCase.ofFields(seeds, i));
    }
    tell();
  }

  @Test
  void wrongBytesAreCompiledOrRefused() throws IOException {
    for (int i = 0; i < CASES / 2; i++) {
      check(FuzzCase.ofBytes(seeds, i));
    }
    tell();
  }

  private void check(FuzzCase given) throws IOException {
    Path model = Files.write(folder.resolve("model.onnx"), given.bytes());
    Path out = folder.resolve("out");
    boolean valid = run(given, "inspect", model).succeeded();
    run(given, "dump", model);
    run(given, "compile", model, "-o", out, "--no-verify", "--emit", "tflite");
    Fate fate = run(given, "compile", model, "-o", out, "--no-verify", "--emit", "onnx");
    if (valid && fate.exit() == Exit.INPUT) {
      failures.add(given.name() + ": can be inspected, but not compiled: " + fate.text());
    }
    if (fate.succeeded() && !run(given, "inspect", out.resolve("model.onnx")).succeeded()) {
      failures.add(given.name() + ": what was written cannot be read");
    }
  }

  private Fate run(FuzzCase given, Object... arguments) {
    Fate fate = Fate.of(arguments);
    fates.merge(fate.text(), 1, Integer::sum);
    fate.wrong().ifPresent(story -> failures.add(given.name() + ": " + story));
    return fate;
  }

  private void tell() {
    fates.forEach((fate, count) -> System.out.printf("%6d %s%n", count, fate));
    assertThat(String.join("\n", failures)).isEmpty();
  }
}
