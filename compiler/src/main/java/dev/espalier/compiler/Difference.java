package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.ReducedDifference;
import dev.espalier.ir.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a folder with a reduced difference holds.
 *
 * @param reference the file of the model that was the reference
 * @param candidate the file of the other one
 * @param value what the parts compute, by its name in the reference
 * @param inputs from what they compute it
 * @param samples the folder with what the reference computed for these
 * @param minimal the file with a graph that {@code compile} itself changes, where there is one
 * @param rows how far the parts are apart, and why that is too far
 * @param again compares the parts again, from inside the folder
 * @param notes what is missing, one sentence each
 */
public record Difference(
    String reference,
    String candidate,
    String value,
    List<String> inputs,
    Part a,
    Part b,
    String samples,
    Optional<String> minimal,
    List<EquivalenceRow> rows,
    String again,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {
  static final String TEXT_OF_A = "a.ir";
  static final String TEXT_OF_B = "b.ir";
  static final String MINIMAL = "minimal.ir";

  /** A part of a model. */
  public record Part(String file, int operators) {}

  static Difference of(
      ReduceJob job, ReducedDifference reduced, boolean hasMinimal, List<String> notes) {
    List<String> again = new ArrayList<>(List.of(Tool.NAME, "verify", reduced.a(), reduced.b()));
    again.addAll(List.of("--samples", reduced.samples()));
    job.tolerance().ifPresent(x -> again.addAll(List.of("--tolerance", Double.toString(x))));
    return new Difference(
        job.reference().getFileName().toString(),
        job.candidate().getFileName().toString(),
        reduced.value(),
        reduced.inputs(),
        new Part(reduced.a(), reduced.operatorsOfA()),
        new Part(reduced.b(), reduced.operatorsOfB()),
        reduced.samples(),
        hasMinimal ? Optional.of(MINIMAL) : Optional.empty(),
        reduced.rows(),
        String.join(" ", again),
        notes);
  }
}
