package dev.espalier.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the smallest parts of two models that differ: what computes the first common value that
 * differs from common values that do not. Where these parts agree when both are given what the
 * reference computed, because small differences add up, fewer values are given, those of the front,
 * until the parts differ.
 */
public final class ReduceDifference {
  /** The names of the files, without the ending of the format. */
  private static final String REFERENCE = "a";

  private static final String CANDIDATE = "b";
  private static final String SAMPLES = "inputs";

  private final CommonValues common;
  private final PortTranslation result;
  private final OptionalDouble ofRange;
  private final Path folder;
  private final Path reference;
  private final Path candidate;

  private ReduceDifference(
      CommonValues common,
      PortTranslation result,
      OptionalDouble ofRange,
      Path folder,
      Path reference,
      Path candidate) {
    this.common = common;
    this.result = result;
    this.ofRange = ofRange;
    this.folder = folder;
    this.reference = reference;
    this.candidate = candidate;
  }

  /**
   * Writes the parts into a folder: {@code a.onnx} or {@code a.tflite}, {@code b} likewise, and
   * {@code inputs} with the sample on which they differ.
   *
   * @param found what {@link Comparison#of} found about the models
   * @param ofRange as there
   * @param folder an existing folder
   * @param progress hears what is done
   * @return empty when no value that both models have shows the difference
   * @throws RunException when a runtime cannot load or run one of the models
   */
  public static Optional<ReducedDifference> of(
      Path reference,
      Path candidate,
      List<EvidenceInput> inputs,
      OptionalDouble ofRange,
      Comparison found,
      Path folder,
      Consumer<String> progress)
      throws IOException {
    Optional<EvidenceInput> worst = found.worst(inputs);
    if (worst.isEmpty() || found.first().isEmpty()) {
      return Optional.empty();
    }
    progress.accept("looking for the first difference");
    Divergence divergence =
        FindDivergence.of(
            Exposed.read(reference),
            Exposed.read(candidate),
            worst.get(),
            Comparison.tolerance(reference, candidate, ofRange));
    ReduceDifference reduce =
        new ReduceDifference(
            divergence.common(),
            divergence.at().orElseThrow(),
            ofRange,
            folder,
            folder.resolve(REFERENCE + "." + ModelFormat.of(reference).text()),
            folder.resolve(CANDIDATE + "." + ModelFormat.of(candidate).text()));
    return reduce.among(reduce.cuts(divergence.equal()), progress);
  }

  /** Values that can be given: numbers that both models compute from what their inputs hold. */
  private List<PortTranslation> cuts(List<PortTranslation> equal) {
    Set<String> left = common.reference().computed();
    Set<String> right = common.candidate().computed();
    return equal.stream()
        .filter(value -> left.contains(value.name()) && right.contains(value.own()))
        .filter(value -> value.element().isFloat())
        .toList();
  }

  /** Cuts at all values if the parts differ then, else at as many as there can be. */
  private Optional<ReducedDifference> among(List<PortTranslation> cuts, Consumer<String> progress)
      throws IOException {
    progress.accept("cutting at " + cuts.size() + " equal values");
    Optional<ReducedDifference> all = attempt(cuts);
    if (all.isPresent() || cuts.isEmpty() || attempt(List.of()).isEmpty()) {
      return all;
    }
    int differs = 0;
    int agrees = cuts.size();
    while (agrees - differs > 1) {
      int middle = (agrees + differs) / 2;
      progress.accept("cutting at " + middle + " equal values");
      if (attempt(cuts.subList(0, middle)).isPresent()) {
        differs = middle;
      } else {
        agrees = middle;
      }
    }
    return attempt(cuts.subList(0, differs));
  }

  /** Writes the parts and the sample; empty when they are not found to differ, or cannot run. */
  private Optional<ReducedDifference> attempt(List<PortTranslation> cuts) throws IOException {
    PartPair pair = PartPair.of(common, cuts, result);
    if (!pair.isWritable()) {
      return Optional.empty();
    }
    Path samples = folder.resolve(SAMPLES);
    delete(samples);
    pair.write(reference, candidate);
    EvidenceInput sample = pair.sample();
    Samples.write(sample, samples);
    try {
      Comparison alone = Comparison.ofOutputs(reference, candidate, List.of(sample), ofRange);
      if (alone.worst(List.of(sample)).isEmpty()) {
        return Optional.empty();
      }
      List<EvidenceInput> inputs =
          Comparison.inputs(reference, candidate, Map.of(), Optional.of(samples));
      Comparison whole = Comparison.ofOutputs(reference, candidate, inputs, ofRange);
      return whole
          .worst(inputs)
          .map(
              worst ->
                  new ReducedDifference(
                      result.name(),
                      pair.inputs(),
                      reference.getFileName().toString(),
                      pair.operatorsOfReference(),
                      candidate.getFileName().toString(),
                      pair.operatorsOfCandidate(),
                      SAMPLES,
                      whole.rows()));
    } catch (RunException e) {
      // Made-up inputs may be none that the parts can take; the models as they are can.
      return Optional.empty();
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.toList()) {
          delete(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
