package dev.espalier.compiler;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** SHA-256 of files. */
final class Digest {
  private static final int PIECE = 1 << 18;

  private Digest() {}

  /** The digest of a file in hexadecimal, read a piece at a time. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(piece.clear()) >= 0) {
        digest.update(piece.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Begins to compute the digest of a file in a thread of its own. */
  static Future<String> start(Path file) {
    FutureTask<String> task = new FutureTask<>(() -> sha256(file));
    Thread thread = new Thread(task, "digest of " + file.getFileName());
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** The digest when it is there. */
  static String await(Future<String> digest) throws IOException {
    try {
      return digest.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the checksum was computed");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
