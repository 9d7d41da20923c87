package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with wrong bytes are refused or run; a fault in native code would end the process that runs
 * the tests.
 */
final class TfliteFuzzTest {
  private static final int FILES = 1500;
  private static final int MOST_BYTES = 4;

  private static final String NETWORK =
      """
      graph @g(%x: f32[1,4,9,9]) {
        %a = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {strides=[2,2], pads=[1,1,1,1]}
        %b = hard_swish(%a)
        %c = conv(%b, f32[8,1,3,3]#rand(3)) {pads=[1,1,1,1], groups=8}
        %d = add(%c, %a)
        %e = max_pool(%d) {kernel=[2,2], strides=[1,1]}
        %f = transpose(%e) {permutation=[0,2,3,1]}
        %g = reshape(%f) {shape=[1,16,8]}
        %h = mat_mul(%g, f32[8,6]#rand(4))
        %y = softmax(%h) {axis=2}
        return %y
      }
      """;

  @TempDir private Path folder;

  private enum Fate {
    REFUSED_BY_READER,
    REFUSED_BY_RUNTIME,
    RUN
  }

  private Fate fate(byte[] bytes, boolean xnnpack) throws IOException {
    Path file = Files.write(folder.resolve("fuzz.tflite"), bytes);
    try (Runner runner = TfliteRunner.open(file, new Settings(xnnpack, 1))) {
      runner.run(
          EvidenceInputs.of(runner.inputs(), Map.of(), EvidenceInputs.SEED, Optional.empty())
              .get(0)
              .tensors());
      return Fate.RUN;
    } catch (TfliteException e) {
      return Fate.REFUSED_BY_READER;
    } catch (RunException | EvidenceException e) {
      return Fate.REFUSED_BY_RUNTIME;
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(MOST_BYTES); i >= 0; i--) {
      int at = random.nextInt(changed.length);
      changed[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : changed[at] ^ 1 << random.nextInt(8));
    }
    return changed;
  }

  @Test
  void wrongBytesNeverCrashTheRuntime() throws IOException {
    Path file = folder.resolve("network.tflite");
    TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(Target.ANY);
    TfliteWriter.write(TfliteExporter.export(IrParser.parse(NETWORK), options).model(), file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(fate(bytes, false)).isEqualTo(Fate.RUN);
    Random random = new Random(41);
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    for (int i = 0; i < FILES; i++) {
      fates.merge(fate(changed(bytes, random), i % 2 == 0), 1, Integer::sum);
    }
    assertThat(fates.get(Fate.REFUSED_BY_READER)).isGreaterThan(FILES / 4);
    assertThat(fates.get(Fate.RUN)).isGreaterThan(FILES / 10);
  }
}
