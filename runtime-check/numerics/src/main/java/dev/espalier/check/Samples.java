package dev.espalier.check;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real inputs in a folder, in the order of their names: {@code .npy} arrays as they are, and PNG or
 * JPEG pictures as RGB or grey values resized to the input, scaled to 0..1 (0..255 for integers).
 *
 * <p>A file in the folder is a sample for a model with one input. For a model with several inputs a
 * sample is a sub-folder with one file per input, named like the input with {@code _} for
 * characters other than letters, digits, dot, dash and underscore.
 */
final class Samples {
  private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg");

  private final List<PortType> ports;
  private final InputSizes sizes;

  Samples(List<PortType> ports, InputSizes sizes) {
    this.ports = ports;
    this.sizes = sizes;
  }

  /** All samples of a folder; one without any is an error. */
  List<EvidenceInput> in(Path folder) {
    List<EvidenceInput> found = new ArrayList<>();
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        Map<String, Path> files = files(entry);
        found.add(new EvidenceInput(name, () -> tensors(files)));
      } else if (isSample(entry)) {
        Map<String, Path> file = Map.of(onlyInput(entry).name(), entry);
        found.add(new EvidenceInput(name, () -> tensors(file)));
      }
    }
    if (found.isEmpty()) {
      throw new EvidenceException("%s: no samples (.npy, .png, .jpg) in this folder", folder);
    }
    return found;
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new EvidenceException("%s: cannot list the samples: %s", folder, e);
    }
  }

  private static boolean isSample(Path file) {
    return isPicture(file) || file.toString().endsWith(".npy");
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return PICTURES.stream().anyMatch(name::endsWith);
  }

  private PortType onlyInput(Path file) {
    if (ports.size() != 1) {
      throw new EvidenceException(
          "%s: the model has %d inputs, so each sample is a folder with one file per input",
          file, ports.size());
    }
    return ports.get(0);
  }

  private Map<String, Path> files(Path folder) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (PortType port : ports) {
      String base = fileName(port.name());
      Path file =
          entries(folder).stream()
              .filter(Samples::isSample)
              .filter(f -> withoutExtension(f).equals(base))
              .findFirst()
              .orElseThrow(
                  () ->
                      new EvidenceException(
                          "%s: no file %s.npy for the input %s", folder, base, port));
      files.put(port.name(), file);
    }
    return files;
  }

  /** How a sample, or its file for an input, is called. */
  private static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** Writes a sample into a folder, in the form that is read from there. */
  static void write(EvidenceInput input, Path folder) throws IOException {
    Map<String, Tensor> tensors = input.tensors();
    Path sample = folder.resolve(fileName(input.name()));
    if (tensors.size() == 1) {
      Files.createDirectories(folder);
      NpyFile.write(tensors.values().iterator().next(), Path.of(sample + ".npy"));
      return;
    }
    Files.createDirectories(sample);
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      NpyFile.write(tensor.getValue(), sample.resolve(fileName(tensor.getKey()) + ".npy"));
    }
  }

  private static String withoutExtension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private Map<String, Tensor> tensors(Map<String, Path> files) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    files.forEach((input, file) -> tensors.put(input, tensor(input, file)));
    return tensors;
  }

  private Tensor tensor(String input, Path file) {
    TensorType type = sizes.type(input);
    try {
      return isPicture(file)
          ? PictureFile.read(file, type.element(), sizes.shape(input))
          : NpyFile.read(file, type);
    } catch (IOException e) {
      throw new EvidenceException("%s: cannot read the sample: %s", file, e);
    }
  }
}
