package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedFileTest {
  @TempDir private Path folder;

  @Test
  void piecesOfAnySizeAreWrittenInOrderAndDigested() throws Exception {
    Random random = new Random(1);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Path path = folder.resolve("file");
    Files.writeString(path, "what was there before is gone".repeat(1 << 18));
    OnnxWriter.Written written;
    try (HashedFile file = HashedFile.create(path)) {
      for (int length : new int[] {1, 0, 300_000, 7, 1 << 20, 65_536, 262_144, 1_500_001, 3}) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        file.write(bytes);
        file.write(length);
        expected.write(bytes);
        expected.write(length);
        putNumbers(file, expected);
      }
      written = file.finish();
    }
    byte[] all = expected.toByteArray();
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(all);
    assertThat(Files.readAllBytes(path)).isEqualTo(all);
    assertThat(written)
        .isEqualTo(new OnnxWriter.Written("file", all.length, HexFormat.of().formatHex(sha256)));
  }

  private static void putNumbers(HashedFile file, ByteArrayOutputStream expected)
      throws IOException {
    for (int i = 0; i < 10_000; i++) {
      file.room(4).putInt(i << 16);
      expected.write(new byte[] {0, 0, (byte) i, (byte) (i >> 8)});
    }
  }
}
