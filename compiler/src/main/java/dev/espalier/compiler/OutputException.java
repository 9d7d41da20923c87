package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Results cannot be put where they were asked for. The message names the path. */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  public OutputException(String message) {
    super(message);
  }

  private OutputException(String message, IOException cause) {
    super(message, cause);
  }

  /** The failure to write a path. */
  public static OutputException of(Path path, IOException cause) {
    return cause instanceof OutputException known
        ? known
        : new OutputException("cannot write " + path + ": " + reason(cause), cause);
  }

  /** What went wrong, in words; the message of a file system's exception is often only a path. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
