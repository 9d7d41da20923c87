package dev.espalier.compiler;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The folder that receives a set of outputs, all or nothing. The set is written to a hidden folder
 * inside, which gets another name when it is complete, and is then moved in file by file, the
 * checksums last. A kill before the set is complete leaves the files of the last run; a kill
 * between moves is made good by the next {@link #open}. Files of other names are never touched.
 */
public final class OutputFolder implements AutoCloseable {
  /** The checksums of the model files: a folder that has them has all they name. */
  public static final String CHECKSUMS = "SHA256SUMS";

  private static final String PARTIAL = ".espalier-partial";
  private static final String COMPLETE = ".espalier-complete";
  private static final String REJECTED = ".espalier-rejected";
  private static final String LOCK = ".espalier-lock";

  private final Path folder;
  private final List<Path> created;
  private final FileChannel lock;

  private OutputFolder(Path folder, List<Path> created, FileChannel lock) {
    this.folder = folder;
    this.created = created;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be, completes what a killed run began, and keeps other runs out until
   * {@link #close}.
   *
   * @throws OutputException when the path is no folder, cannot be written, or is in use
   */
  public static OutputFolder open(Path path) throws OutputException {
    List<Path> created = new ArrayList<>();
    try {
      Folders.create(path.toAbsolutePath().normalize(), created);
      FileChannel lock = lock(path);
      try {
        recover(path);
      } catch (IOException e) {
        unlock(path, lock);
        throw e;
      }
      return new OutputFolder(path, created, lock);
    } catch (IOException e) {
      Folders.removeEmpty(created);
      throw OutputException.of(path, e);
    }
  }

  /** Makes the hidden folder in which to write the outputs. */
  public Path begin() throws OutputException {
    try {
      return Files.createDirectory(folder.resolve(PARTIAL));
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  /** Moves the written outputs in, in place of those of an earlier run. */
  public void accept() throws OutputException {
    try {
      for (Path file : Folders.list(folder.resolve(PARTIAL))) {
        requireReplaceable(folder.resolve(file.getFileName()));
      }
      Files.move(folder.resolve(PARTIAL), folder.resolve(COMPLETE));
      moveIn(folder);
      Folders.delete(folder.resolve(REJECTED));
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  /** Sets the written outputs aside for inspection; those of an earlier run stay. */
  public Path reject() throws OutputException {
    try {
      Folders.delete(folder.resolve(REJECTED));
      return Files.move(folder.resolve(PARTIAL), folder.resolve(REJECTED));
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  /** Drops what was neither accepted nor rejected, and the folder if it was made for nothing. */
  @Override
  public void close() throws OutputException {
    try {
      Folders.delete(folder.resolve(PARTIAL));
      unlock(folder, lock);
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
    Folders.removeEmpty(created);
  }

  private static void recover(Path folder) throws IOException {
    Folders.delete(folder.resolve(PARTIAL));
    if (Files.isDirectory(folder.resolve(COMPLETE))) {
      moveIn(folder);
    }
  }

  private static void moveIn(Path folder) throws IOException {
    List<Path> files = Folders.list(folder.resolve(COMPLETE));
    files.sort(Comparator.comparing(file -> file.endsWith(CHECKSUMS)));
    for (Path file : files) {
      Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.delete(folder.resolve(COMPLETE));
  }

  private static void requireReplaceable(Path file) throws OutputException {
    if (Files.isDirectory(file)) {
      throw new OutputException("cannot write " + file + ": it is a folder");
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new OutputException("cannot write into " + folder + ": another run is writing there");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void unlock(Path folder, FileChannel lock) throws IOException {
    Files.deleteIfExists(folder.resolve(LOCK));
    lock.close();
  }
}
