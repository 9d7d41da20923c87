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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

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
  private final Consumer<Path> moving;

  private OutputFolder(Path folder, List<Path> created, FileChannel lock, Consumer<Path> moving) {
    this.folder = folder;
    this.created = created;
    this.lock = lock;
    this.moving = moving;
  }

  /**
   * Makes the folder if need be, completes what a killed run began, and keeps other runs out until
   * {@link #close}.
   *
   * @param moving hears of each file before it is moved into the folder
   * @throws OutputException when the path is no folder, cannot be written, or is in use
   */
  public static OutputFolder open(Path path, Consumer<Path> moving) throws OutputException {
    List<Path> created = new ArrayList<>();
    try {
      Folders.create(path.toAbsolutePath().normalize(), created);
      FileChannel lock = lock(path);
      try {
        OutputFolder folder = new OutputFolder(path, created, lock, moving);
        folder.recover();
        return folder;
      } catch (IOException | RuntimeException e) {
        unlock(path, lock);
        throw e;
      }
    } catch (IOException e) {
      Folders.removeEmpty(created);
      throw OutputException.of(path, e);
    }
  }

  /** The same with nobody who hears. */
  public static OutputFolder open(Path path) throws OutputException {
    return open(path, file -> {});
  }

  /** Makes the hidden folder in which to write the outputs. */
  public Path begin() throws OutputException {
    try {
      return Files.createDirectory(folder.resolve(PARTIAL));
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  /** Moves the written outputs in, in place of those of an earlier run, and returns their names. */
  public List<String> accept() throws OutputException {
    try {
      List<Path> files = Folders.list(folder.resolve(PARTIAL));
      for (Path file : files) {
        requireReplaceable(folder.resolve(file.getFileName()));
      }
      Files.move(folder.resolve(PARTIAL), folder.resolve(COMPLETE));
      moveIn(COMPLETE);
      Folders.delete(folder.resolve(REJECTED));
      return files.stream().map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  /**
   * Sets the written outputs aside for inspection; those of an earlier run stay.
   *
   * @param names of files that tell about the last run, whatever came of it: they replace those of
   *     an earlier run all the same
   */
  public Path reject(Collection<String> names) throws OutputException {
    Path rejected = folder.resolve(REJECTED);
    try {
      Folders.delete(rejected);
      Files.move(folder.resolve(PARTIAL), rejected);
      Path copies = begin();
      for (String name : names) {
        requireReplaceable(folder.resolve(name));
        Files.copy(rejected.resolve(name), copies.resolve(name));
      }
      moveIn(PARTIAL);
      return rejected;
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

  private void recover() throws IOException {
    Folders.delete(folder.resolve(PARTIAL));
    if (Files.isDirectory(folder.resolve(COMPLETE))) {
      moveIn(COMPLETE);
    }
  }

  /** Moves all files of a hidden folder in, the checksums last. */
  private void moveIn(String hidden) throws IOException {
    List<Path> files = Folders.list(folder.resolve(hidden));
    files.sort(Comparator.comparing(file -> file.endsWith(CHECKSUMS)));
    for (Path file : files) {
      moving.accept(file.getFileName());
      Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.delete(folder.resolve(hidden));
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
