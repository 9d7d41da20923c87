package dev.espalier.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A file in the making, written in pieces; a second thread computes the SHA-256 of a piece while
 * the next ones are made.
 */
final class HashedFile extends OutputStream {
  private static final int PIECE = 1 << 18;
  private static final int PIECES = 4;

  /** A piece that is written, and its digesting, which may still go on. */
  private record Piece(ByteBuffer bytes, CompletableFuture<Void> digested) {}

  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final ExecutorService digesting = Executors.newSingleThreadExecutor();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private ByteBuffer piece = allocate();

  private HashedFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes a file, or empties it. */
  static HashedFile create(Path file) throws IOException {
    return new HashedFile(
        file,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING));
  }

  /** Where the next bytes go: room for at least some of them, in little-endian order. */
  ByteBuffer room(int least) throws IOException {
    if (piece.remaining() < least) {
      next();
    }
    return piece;
  }

  @Override
  public void write(int value) throws IOException {
    room(1).put((byte) value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int count = Math.min(room(1).remaining(), length - done);
      piece.put(bytes, offset + done, count);
      done += count;
    }
  }

  /** Writes what is left. */
  OnnxWriter.Written finish() throws IOException {
    next();
    pieces.forEach(p -> p.digested().join());
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new OnnxWriter.Written(file.getFileName().toString(), channel.size(), sha256);
  }

  @Override
  public void close() throws IOException {
    digesting.shutdownNow();
    channel.close();
  }

  private void next() throws IOException {
    ByteBuffer full = piece.flip();
    ByteBuffer same = full.duplicate();
    pieces.add(new Piece(full, CompletableFuture.runAsync(() -> digest.update(same), digesting)));
    while (full.hasRemaining()) {
      channel.write(full);
    }
    piece = pieces.size() < PIECES ? allocate() : oldest();
  }

  private ByteBuffer oldest() {
    Piece oldest = pieces.remove();
    oldest.digested().join();
    return oldest.bytes().clear();
  }

  private static ByteBuffer allocate() {
    return ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
