package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.search.djl.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step makes small: the loss of the first output, that of the others times its weight, and
 * what a teacher says, times its weight.
 */
public record Objective(PixelLoss loss, Optional<Distillation> distillation) {
  /** Without a teacher. */
  public static Objective of(PixelLoss loss) {
    return new Objective(loss, Optional.empty());
  }

  /** With a teacher. */
  public Objective with(Distillation teacher) {
    return new Objective(loss, Optional.of(teacher));
  }

  /**
   * The loss of a pass, one number.
   *
   * @param inputs of the pass
   * @param owner of arrays that live until the step ends
   * @param figures gets the terms, without their weights
   */
  NDArray of(
      Pass pass,
      Map<String, NDArray> inputs,
      NDManager owner,
      Batch batch,
      Map<String, Double> figures) {
    PixelLoss.Truth truth = loss.truth(owner, batch);
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    pass.outputs().forEach((name, scores) -> outputs.put(name, scores.logSoftmax(1)));
    List<NDArray> losses =
        outputs.values().stream().map(output -> loss.ofLogarithms(output, truth)).toList();
    NDArray sum = losses.get(0);
    if (losses.size() > 1 && loss.auxiliary() > 0) {
      NDArray others = losses.stream().skip(1).reduce(NDArray::add).orElseThrow();
      figures.put("pixelLoss", (double) sum.getFloat());
      figures.put("auxiliaryLoss", (double) others.getFloat());
      sum = sum.add(Factor.times(others, loss.auxiliary()));
    }
    if (distillation.isPresent()) {
      NDArray distance = distillation.get().of(outputs, pass.chosen(), inputs, owner);
      figures.put("distillation", (double) distance.getFloat());
      sum = sum.add(Factor.times(distance, distillation.get().weight()));
    }
    return sum;
  }
}
