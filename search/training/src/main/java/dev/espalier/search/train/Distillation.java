package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.espalier.search.djl.Choosing.Given;
import dev.espalier.search.djl.Mode;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Pass;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The distance of a student from a teacher, a network of the same outputs whose weights stay: the
 * sum over the outputs of the mean over the pixels of {@code KL(student || teacher)} (RTSeg, AAAI
 * 2023). The teacher takes the branches that the student has taken. It normalises with the
 * statistics of the batch, as the student does: its running ones mix the branches it was trained
 * with.
 *
 * @param decided the branches of choices that the student does not have
 * @param weight of the distance in the loss
 */
public record Distillation(Network teacher, Given decided, double weight) {
  /** No parameter of the teacher gets a gradient. */
  public Distillation {
    teacher.parameters().train(parameter -> false);
  }

  /**
   * The distance, one number.
   *
   * @param student logarithms of its probabilities, by output
   * @param chosen the branches it has taken, by choice
   * @param inputs it was given
   */
  NDArray of(
      Map<String, NDArray> student,
      Map<String, Integer> chosen,
      Map<String, NDArray> inputs,
      NDManager owner) {
    Map<String, NDArray> wanted = wanted(chosen, inputs, owner);
    return student.entrySet().stream()
        .map(output -> distance(output.getValue(), wanted.get(output.getKey())))
        .reduce(NDArray::add)
        .orElseThrow();
  }

  /** The teacher's logarithms of probabilities, by output. */
  private Map<String, NDArray> wanted(
      Map<String, Integer> chosen, Map<String, NDArray> inputs, NDManager owner) {
    Map<String, NDArray> wanted = new LinkedHashMap<>();
    Map<String, Integer> branches = new LinkedHashMap<>(decided.branches());
    branches.putAll(chosen);
    try (Pass pass = teacher.run(Mode.TRAIN, new Given(branches), inputs)) {
      pass.outputs()
          .forEach(
              (name, scores) -> {
                NDArray logarithms = scores.logSoftmax(1);
                NDScope.unregister(logarithms);
                logarithms.attach(owner);
                wanted.put(name, logarithms);
              });
    }
    return wanted;
  }

  /**
   * The mean over the pixels of {@code sum over classes of q (log q - log t)}. Its derivative by
   * {@code log q} is {@code q (log q - log t)}, plus q, which adds nothing behind a softmax; so the
   * factor of {@code log q} need not be recorded.
   *
   * @param student logarithms of q, f[N,classes,H,W]
   * @param teacher logarithms of t, of the same shape
   */
  static NDArray distance(NDArray student, NDArray teacher) {
    double pixels = (double) student.size() / student.getShape().get(1);
    NDArray still = student.stopGradient();
    NDArray terms = still.exp().muli(still.sub(teacher));
    NDArray slope = terms.mul(student).sum();
    NDArray value = slope.sub(slope.stopGradient()).add(terms.sum());
    return Factor.times(value, 1 / pixels);
  }
}
