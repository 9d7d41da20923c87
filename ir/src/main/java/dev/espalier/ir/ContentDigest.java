package dev.espalier.ir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of tensors. */
final class ContentDigest {
  private ContentDigest() {}

  /** Of type and content, in hexadecimal. */
  static String of(Tensor tensor) {
    MessageDigest sha = sha256();
    sha.update(tensor.type().toString().getBytes(StandardCharsets.UTF_8));
    tensor.forEachChunk((from, count, bytes) -> sha.update(bytes));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
