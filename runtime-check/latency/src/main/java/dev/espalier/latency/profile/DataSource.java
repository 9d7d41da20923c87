package dev.espalier.latency.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where measurements were read from; see {@link Provenance} for the parts. */
public record DataSource(String source, String commit, String licence, String file, String sha256) {
  /** The source that a file is. */
  public static DataSource of(Path file, String source, String commit, String licence)
      throws IOException {
    return new DataSource(
        source, commit, licence, file.getFileName().toString(), sha256(Files.readAllBytes(file)));
  }

  Provenance provenance(int rowsFitted, int rowsOfDevice) {
    return new Provenance(source, commit, licence, file, sha256, rowsFitted, rowsOfDevice);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }
}
