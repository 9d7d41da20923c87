package dev.espalier.check;

import java.util.List;

/**
 * Two small models that differ.
 *
 * @param value what they compute, by its name in the reference
 * @param inputs from what they compute it, by their names in the reference
 * @param a the file of the part of the reference
 * @param operatorsOfA how many operators it has
 * @param b the file of the part of the candidate
 * @param operatorsOfB how many operators it has
 * @param samples the folder with what the reference computed for the inputs
 * @param rows how far they are apart on the made-up inputs and on the sample
 */
public record ReducedDifference(
    String value,
    List<String> inputs,
    String a,
    int operatorsOfA,
    String b,
    int operatorsOfB,
    String samples,
    List<EquivalenceRow> rows) {
  public ReducedDifference {
    inputs = List.copyOf(inputs);
    rows = List.copyOf(rows);
  }
}
