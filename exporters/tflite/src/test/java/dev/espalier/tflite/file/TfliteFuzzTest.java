package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.gpu.GpuRules;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.text.LitePrinter;
import dev.espalier.tflite.weights.StoreWeightsAsHalf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with random damage are refused with a message, or are models all the same. */
class TfliteFuzzTest {
  private static final int ROUNDS = 600;

  private static byte[] valid = new byte[0];

  private int accepted;
  private int refused;

  @BeforeAll
  static void write(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.tflite");
    TfliteWriter.write(SampleZoo.model(), file);
    valid = Files.readAllBytes(file);
  }

  /** Reads what may be a model, and does with it what programs do with models. */
  private void read(byte[] bytes) {
    try {
      LiteModel model = TfliteReader.open(ByteBuffer.wrap(bytes)).model();
      assertThat(LitePrinter.print(model)).isNotEmpty();
      OperatorVersions.minRuntime(OperatorVersions.assign(model));
      StoreWeightsAsHalf.run(model);
      GpuRules.check(model);
      accepted++;
    } catch (TfliteException e) {
      assertThat(e).hasMessageNotContaining("null");
      refused++;
    }
  }

  @Test
  void flippedBytes() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = valid.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      read(damaged);
    }
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void changedNumbers() {
    int[] numbers = {0, 1, -1, 4, 7, 16, 127, 255, 65535, 1 << 20, 1 << 30, 1 << 31, -1 >>> 1};
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = valid.clone();
      ByteBuffer bytes = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
      int at = random.nextInt(valid.length / 4) * 4;
      boolean near = random.nextBoolean();
      int number = near ? bytes.getInt(at) + random.nextInt(65) - 32 : numbers[i % numbers.length];
      if (random.nextBoolean()) {
        bytes.putInt(at, number);
      } else {
        bytes.putShort(at + 2 * random.nextInt(2), (short) number);
      }
      read(damaged);
    }
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void referencesLeadSomewhereElse() {
    ByteBuffer original = ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(3);
    for (int at = 0; at + 4 <= valid.length; at += 12) {
      int target = at + original.getInt(at);
      if (target > at && target < valid.length) {
        byte[] damaged = valid.clone();
        int other = 4 * random.nextInt(valid.length / 4) - at;
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, other);
        read(damaged);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void cutOff() {
    for (int length = 0; length < valid.length; length += 1 + length / 200) {
      read(Arrays.copyOf(valid, length));
    }
    assertThat(accepted).isZero();
  }

  @Test
  void partsOverwrittenWithOthers() {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS / 3; i++) {
      byte[] damaged = valid.clone();
      int length = 4 * (1 + random.nextInt(8));
      int from = 4 * random.nextInt((valid.length - length) / 4);
      int to = 4 * random.nextInt((valid.length - length) / 4);
      System.arraycopy(valid, from, damaged, to, length);
      read(damaged);
    }
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void theUndamagedFileIsAModel() {
    read(valid);
    assertThat(accepted).isOne();
  }
}
