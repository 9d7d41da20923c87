package dev.espalier.cli;

import java.util.Arrays;
import java.util.Random;

/** Damages the bytes of a file the way transfers, disks and forgers do. */
final class MutateBytes {
  private static final int MOST_CHANGES = 2;

  private final byte[] good;
  private final byte[] other;
  private final Random random;

  /**
   * @param other a file of the same format, from which parts are taken
   */
  MutateBytes(byte[] good, byte[] other, Random random) {
    this.good = good;
    this.other = other;
    this.random = random;
  }

  byte[] next() {
    byte[] bytes = good;
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length < 2) {
      return bytes;
    }
    int from = at(bytes.length);
    int to = from + random.nextInt(Math.min(64, bytes.length - from));
    return switch (random.nextInt(12)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> joined(Arrays.copyOf(bytes, from), tail(bytes, to));
      case 2 -> joined(Arrays.copyOf(bytes, to), tail(bytes, from));
      case 3 -> joined(Arrays.copyOf(bytes, from), tail(other, random.nextInt(other.length)));
      case 4 -> joined(joined(Arrays.copyOf(bytes, from), noise()), tail(bytes, from));
      case 5 -> with(bytes, from, (byte) (bytes[from] + (random.nextBoolean() ? 1 : -1)));
      case 6 -> with(bytes, from, (byte) random.nextInt());
      default -> with(bytes, from, (byte) (bytes[from] ^ 1 << random.nextInt(8)));
    };
  }

  /** Structure is hit more often than weights, which are at the end. */
  private int at(int length) {
    return random.nextInt(Math.max(1, length >> random.nextInt(4)));
  }

  private byte[] noise() {
    byte[] bytes = new byte[1 + random.nextInt(12)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      Arrays.fill(bytes, (byte) 0xff);
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
