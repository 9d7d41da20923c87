package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Tool;
import dev.espalier.tflite.file.ConversionMetadata.Optimization;
import dev.espalier.tflite.model.LiteModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversionMetadataTest {
  private static LiteModel described(Optimization... optimizations) {
    return ConversionMetadata.describe(
        OperatorVersions.assign(Sample.network()), Set.of(optimizations));
  }

  @Test
  void runtimeIsPaddedTo16Bytes() {
    byte[] bytes = described().metadata().get("min_runtime_version");
    assertThat(bytes).hasSize(16);
    assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("2.2.0" + "\0".repeat(11));
  }

  @Test
  void otherMetadataStay() {
    assertThat(described().metadata())
        .containsOnlyKeys("CONVERSION_METADATA", "min_runtime_version", "note");
  }

  @Test
  void optimizationsAndTheConverterAreNamed() {
    byte[] bytes =
        described(Optimization.STRUCTURED_SPARSITY, Optimization.PTQ_FLOAT16)
            .metadata()
            .get("CONVERSION_METADATA");
    FlatTable root = FlatTable.root(bytes);
    assertThat(root.table(0).text(0)).isEqualTo("espalier " + Tool.version());
    assertThat(root.table(1).ints(0)).containsExactly(1001, 3003);
    assertThat(FlatTable.root(described().metadata().get("CONVERSION_METADATA")).table(1).ints(0))
        .isEmpty();
  }

  /** A table of a flatbuffer, read by the numbers of its entries. */
  private record FlatTable(ByteBuffer bytes, int at) {
    static FlatTable root(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      return new FlatTable(buffer, buffer.getInt(0));
    }

    private int target(int entry) {
      int vtable = at - bytes.getInt(at);
      int place = at + bytes.getShort(vtable + 4 + 2 * entry);
      return place + bytes.getInt(place);
    }

    FlatTable table(int entry) {
      return new FlatTable(bytes, target(entry));
    }

    String text(int entry) {
      byte[] text = new byte[bytes.getInt(target(entry))];
      bytes.get(target(entry) + 4, text);
      return new String(text, StandardCharsets.UTF_8);
    }

    int[] ints(int entry) {
      int[] values = new int[bytes.getInt(target(entry))];
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes.getInt(target(entry) + 4 + 4 * i);
      }
      return values;
    }
  }
}
