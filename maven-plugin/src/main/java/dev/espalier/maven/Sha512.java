package dev.espalier.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-512 of files and folders, in hexadecimal. */
final class Sha512 {
  private Sha512() {}

  /** The digest of a file, or of all files in a folder with their names. */
  static String of(Path path) throws IOException {
    MessageDigest digest = digest();
    try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      if (Files.isDirectory(path)) {
        for (Path file : files(path)) {
          String name = path.relativize(file).toString().replace('\\', '/');
          sink.write((name + " " + of(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      } else {
        try (InputStream in = Files.newInputStream(path)) {
          in.transferTo(sink);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of a text. */
  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
