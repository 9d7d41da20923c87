package dev.espalier.cli;

import dev.espalier.ir.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The archive that the build has made, unpacked as a user does.
 *
 * @param folder that it was unpacked into, also the working folder of what is run
 */
record Distribution(Path folder) {
  static final String NAME = "espalier-" + Tool.version();

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** What a program said, and its exit code. */
  record Result(int exit, String out, String err) {}

  static Path archive() {
    return TARGET.resolve(NAME + ".zip");
  }

  /** The archive for training on a machine such as this. */
  static Path training() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> found =
          files.filter(f -> f.getFileName().toString().matches(NAME + "-training-.*zip")).toList();
      if (found.size() != 1) {
        throw new IOException("one archive for training was expected in " + TARGET + ": " + found);
      }
      return found.get(0);
    }
  }

  /** The files of an archive and their modes. */
  static SortedMap<String, Integer> files(Path archive) throws IOException {
    SortedMap<String, Integer> files = new TreeMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), entry.getUnixMode() & 0777);
        }
      }
    }
    return files;
  }

  static Distribution unpack(Path folder) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive()).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (!entry.isDirectory()) {
          Path file = folder.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
          boolean executable = (entry.getUnixMode() & 0100) != 0;
          if (!file.toFile().setExecutable(executable)) {
            throw new IOException("cannot set the mode of " + file);
          }
        }
      }
    }
    return new Distribution(folder);
  }

  /** A file of it. */
  Path file(String name) {
    return folder.resolve(NAME).resolve(name);
  }

  Path launcher() {
    return file("bin/espalier");
  }

  /** What the tests' own Java needs, with a folder for the archive of classes. */
  Map<String, String> environment(Path cache) {
    return new TreeMap<>(
        Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin",
            "JAVA_HOME", System.getProperty("java.home"),
            "ESPALIER_CACHE", cache.toString()));
  }

  /** Runs the launcher, or a link to it, with no other environment than the one given. */
  Result run(Map<String, String> environment, Path launcher, Object... words)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(launcher), Arrays.stream(words)).map(Object::toString).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("not done after five minutes: " + command);
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
