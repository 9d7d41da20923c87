package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxException;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed while they compile. What is in the folder is the set of one of two
 * models: at once, or after whatever compile comes next; no file is ever a part of one.
 */
class KilledCompileTest {
  static final CompileOptions OPTIONS =
      CompileOptions.builder().emit(Format.ONNX).verify(false).build();

  private static final int KILLS = 50;
  private static final int WHOLE_RUNS = 2;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String COMPLETE = ".espalier-complete";
  private static final String PARTIAL = ".espalier-partial";
  private static final String GRAPH =
      """
      graph @masked(%%x: f32[1,4,8,8]) {
        %%c = conv(%%x, f32[64,4,3,3]#rand(%d), f32[64]#rand(2)) {pads=[1,1,1,1]}
        %%r = relu(%%c)
        %%y = conv(%%r, f32[64,64,3,3]#rand(3))
        return %%y
      }
      """;

  @TempDir Path temporary;

  private Path out;
  private Path one;
  private Path other;
  private List<Map<String, String>> sets;

  @BeforeEach
  void compileBoth() throws Exception {
    out = temporary.resolve("out");
    one = model("one.onnx", 1);
    other = model("other.onnx", 4);
    sets = new ArrayList<>();
    for (Path model : List.of(one, other)) {
      new CompileJob(model, out, OPTIONS).run(step -> {});
      sets.add(contents());
    }
    Files.writeString(out.resolve("notes.txt"), "mine");
  }

  private Path model(String name, int seed) throws IOException {
    Path file = temporary.resolve(name);
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(GRAPH.formatted(seed))), file);
    return file;
  }

  /** What is in the folder for all to see, without times. */
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.list(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (!name.equals("notes.txt") && !name.startsWith(".")) {
          contents.put(name, text.replaceAll("(?s)\"timings\" ?: ?\\{.*?\\}", ""));
        }
      }
    }
    return contents;
  }

  private Process start(int moves) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CompileUntilKilled.class.getName(),
            out.toString(),
            String.valueOf(moves),
            one.toString(),
            other.toString())
        .redirectError(temporary.resolve("log").toFile())
        .start();
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Waits until the process has said so many lines. */
  private void await(Process process, int lines) throws IOException {
    BufferedReader said = process.inputReader();
    for (int i = 0; i < lines; i++) {
      assertThat(said.readLine()).as(Files.readString(temporary.resolve("log"))).isNotNull();
    }
  }

  @Test
  void atAnyMoment() throws Exception {
    Process whole = start(NEVER);
    await(whole, 1);
    long begin = System.nanoTime();
    await(whole, WHOLE_RUNS);
    long length = System.nanoTime() - begin;
    kill(whole);
    Random random = new Random(7);
    Set<String> states = new TreeSet<>();
    for (int i = 0; i < KILLS; i++) {
      Process process = start(NEVER);
      await(process, 1);
      TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * length));
      kill(process);
      states.add(assertWhole());
      assertCompletes();
    }
    assertThat(states).contains(PARTIAL);
  }

  @Test
  void betweenAnyTwoMoves() throws Exception {
    int files = sets.get(0).size();
    for (int moves = 0; moves < files; moves++) {
      new CompileJob(other, out, OPTIONS).run(step -> {});
      Process process = start(moves);
      await(process, 1);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(CompileUntilKilled.HALTED);
      assertThat(out.resolve(COMPLETE)).isDirectory();
      try (var left = Files.list(out.resolve(COMPLETE))) {
        assertThat(left).hasSize(files - moves);
      }
      assertWhole();
      assertCompletes();
      assertThat(contents()).isEqualTo(sets.get(0));
    }
  }

  /**
   * Every file is that of one of the sets; and all are of one, unless moves are left to be done.
   */
  private String assertWhole() throws IOException {
    Map<String, String> contents = contents();
    assertThat(contents.keySet()).isEqualTo(sets.get(0).keySet());
    contents.forEach(
        (name, text) ->
            assertThat(text).as(name).isIn(sets.get(0).get(name), sets.get(1).get(name)));
    assertThat(out.resolve("notes.txt")).hasContent("mine");
    if (Files.exists(out.resolve(COMPLETE))) {
      return COMPLETE;
    }
    assertThat(contents).isIn(sets);
    return Files.exists(out.resolve(PARTIAL)) ? PARTIAL : "";
  }

  /** The next compile brings the set to its end, even one that writes nothing itself. */
  private void assertCompletes() throws IOException {
    CompileJob refused = new CompileJob(temporary.resolve("none.onnx"), out, OPTIONS);
    assertThatThrownBy(() -> refused.run(step -> {})).isInstanceOf(OnnxException.class);
    assertThat(contents()).isIn(sets);
    assertThat(new ObjectMapper().readTree(out.resolve("report.json").toFile()).get("timings"))
        .isNotNull();
    assertThat(out.resolve("notes.txt")).hasContent("mine");
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(sets.get(0).size() + 1);
    }
  }
}
