package dev.espalier.check;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How far one output of a candidate is from its reference.
 *
 * @param format of the candidate, such as {@code onnx}
 * @param runtime that ran it, such as {@code onnxruntime}, {@code tflite} (built-in kernels) or
 *     {@code tflite-xnnpack}
 * @param reference the file the candidate is compared with
 * @param inputs how many inputs counted
 * @param maxAbs largest absolute difference over all of them; infinite where the candidate has no
 *     finite value
 * @param range R: largest minus smallest value of the reference over all inputs; where that is 0
 *     the largest absolute value, and 1 where that is 0 too
 * @param noise nu, see {@link Noise}
 * @param maxRelative {@code maxAbs / range}
 * @param argmaxAgreement share of the counted pixels with the same arg-max; absent where no pixel
 *     counts. A pixel of a class map [N, C, H, W] counts when its two best scores in the reference
 *     are further apart than twice {@code maxAbs}; for chosen classes see {@link Equivalence}
 * @param countedShare share of all pixels that were counted for it
 * @param excludedInputs inputs on which the reference itself is not finite
 * @param illConditioned whether the noise exceeds a thousandth of the range
 * @param worstInput the input with the largest difference; empty where no input counted
 * @param gated whether a larger difference fails; otherwise it is only stated
 * @param reason why it failed; empty where it passed
 */
public record EquivalenceRow(
    String format,
    String runtime,
    String output,
    String reference,
    int inputs,
    double maxAbs,
    double range,
    double noise,
    double maxRelative,
    OptionalDouble argmaxAgreement,
    double countedShare,
    List<String> excludedInputs,
    boolean illConditioned,
    String worstInput,
    boolean gated,
    boolean pass,
    String reason) {
  public EquivalenceRow {
    excludedInputs = List.copyOf(excludedInputs);
  }
}
