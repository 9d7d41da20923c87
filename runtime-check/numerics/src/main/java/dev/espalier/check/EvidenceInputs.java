package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The inputs on which two models are compared: seeded random values, strokes like text, a ramp, a
 * smooth picture, border patterns, zeros, ones, and the samples of a folder.
 *
 * <p>Symbolic dims take the sizes asked for. Otherwise the batch is 1, a picture (rank 4, channels
 * first, or last when the file says so) has height 128, width 192 and 3 channels, and any other dim
 * is 32; a symbol has one value wherever it occurs.
 */
public final class EvidenceInputs {
  /** The seed of every run that names no other. */
  public static final long SEED = 7;

  private EvidenceInputs() {}

  /**
   * Inputs for a model with the given input ports, in a fixed order.
   *
   * @param shapes shapes asked for, by input
   * @param samples a folder of {@code .npy} files and pictures, see {@link Samples}
   * @throws EvidenceException when a shape or sample does not fit the model
   * @throws NotVerifiableException when an input is no tensor of numbers, or does not fit into the
   *     memory
   */
  public static List<EvidenceInput> of(
      List<PortType> ports, Map<String, long[]> shapes, long seed, Optional<Path> samples) {
    requireNumbers(ports);
    InputSizes sizes = new InputSizes(ports, shapes);
    double fed = 0;
    for (PortType port : ports) {
      fed += LongStream.of(sizes.shape(port.name())).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
    MemoryLimit.checkHeap("the inputs " + ports, fed);
    List<EvidenceInput> inputs = new ArrayList<>();
    for (Pattern pattern : Pattern.values()) {
      inputs.add(new EvidenceInput(pattern.text(), () -> tensors(pattern, ports, sizes, seed)));
    }
    samples.ifPresent(folder -> inputs.addAll(new Samples(ports, sizes).in(folder)));
    return List.copyOf(inputs);
  }

  /** Those of the inputs that are samples of a folder. */
  public static List<EvidenceInput> samples(List<EvidenceInput> inputs) {
    return inputs.subList(Pattern.values().length, inputs.size());
  }

  private static void requireNumbers(List<PortType> ports) {
    for (PortType port : ports) {
      if (!port.type().element().isNumeric()) {
        throw new NotVerifiableException(
            "no values can be made up for the input %%%s (--no-verify does without)", port);
      }
    }
  }

  private static Map<String, Tensor> tensors(
      Pattern pattern, List<PortType> ports, InputSizes sizes, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (PortType port : ports) {
      long own = (seed * 1009 + pattern.text().hashCode()) * 1009 + tensors.size();
      long[] shape = sizes.shape(port.name());
      tensors.put(port.name(), pattern.tensor(port.type().element(), shape, own));
    }
    return tensors;
  }
}
