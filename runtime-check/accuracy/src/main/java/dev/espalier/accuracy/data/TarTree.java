package dev.espalier.accuracy.data;

import dev.espalier.accuracy.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of a tar archive, which are read where they lie in it. */
final class TarTree implements FileTree {
  /** Where a file's bytes are in the archive. */
  private record Place(long offset, int size) {}

  private final Path root;
  private final SortedMap<String, Place> places;

  private TarTree(Path root, SortedMap<String, Place> places) {
    this.root = root;
    this.places = places;
  }

  static TarTree of(Path archive) {
    SortedMap<String, Place> places = new TreeMap<>();
    try (TarFile tar = new TarFile(archive)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        String path = entry.getName().replaceFirst("^(\\./)+", "");
        if (entry.isFile() && !entry.isLink() && !FileTree.isHidden(path)) {
          places.put(path, place(archive, entry));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "%s: not a tar archive that can be read (a compressed one must be unpacked first): %s",
          archive, e.getMessage());
    }
    return new TarTree(archive, places);
  }

  private static Place place(Path archive, TarArchiveEntry entry) {
    if (entry.isSparse() || entry.getSize() > Integer.MAX_VALUE) {
      throw new DataException("%s: %s is sparse or larger than 2 GB", archive, entry.getName());
    }
    return new Place(entry.getDataOffset(), (int) entry.getSize());
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public List<String> paths() {
    return List.copyOf(places.keySet());
  }

  @Override
  public byte[] read(String path) {
    Place place = places.get(path);
    ByteBuffer bytes = ByteBuffer.allocate(place.size());
    try (FileChannel channel = FileChannel.open(root)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
          throw new EOFException("the archive ends in it");
        }
      }
    } catch (IOException e) {
      throw new DataException("%s: %s cannot be read: %s", root, path, e.getMessage());
    }
    return bytes.array();
  }
}
