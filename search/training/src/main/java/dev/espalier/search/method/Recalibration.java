package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Mode;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Pass;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import dev.espalier.search.train.Feed;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes the running statistics of batch normalisations anew: each becomes the mean over some
 * batches. Those in branches that do not run stay.
 *
 * @param batches how many, from the first of the run on
 */
public record Recalibration(Network network, Feed feed, int batches) {
  /** Changes the statistics of the network. */
  public void run(Choosing choosing) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < batches; i++) {
      add(i, choosing, sums);
    }
    Map<String, NDArray> statistics = network.parameters().statistics();
    sums.forEach((name, sum) -> Tensors.set(statistics.get(name), means(sum)));
  }

  /** Does something with such statistics, and brings back the old ones. */
  <T> T during(Choosing choosing, Supplier<T> use) {
    Map<String, float[]> before = new LinkedHashMap<>();
    Map<String, NDArray> statistics = network.parameters().statistics();
    statistics.forEach((name, array) -> before.put(name, array.toFloatArray()));
    try {
      run(choosing);
      return use.get();
    } finally {
      statistics.forEach((name, array) -> Tensors.set(array, before.get(name)));
    }
  }

  private float[] means(double... sum) {
    float[] means = new float[sum.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sum[i] / batches);
    }
    return means;
  }

  private void add(int batch, Choosing choosing, Map<String, double[]> sums) {
    try (NDManager manager = PyTorch.newManager()) {
      NDArray pictures = Tensors.toArray(manager, feed.batch(batch).pictures());
      String input = network.graph().inputs().keySet().iterator().next();
      Map<String, NDArray> statistics = network.parameters().statistics();
      try (Pass pass = network.run(Mode.MEASURE, choosing, Map.of(input, pictures))) {
        for (String name : statistics(pass)) {
          add(statistics.get(name).toFloatArray(), sums, name);
        }
      }
    }
  }

  private static Set<String> statistics(Pass pass) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : pass.nodes()) {
      if (node.op() instanceof BatchNormalization) {
        names.addAll(node.operands().subList(3, 5));
      }
    }
    return names;
  }

  private static void add(float[] values, Map<String, double[]> sums, String name) {
    double[] sum = sums.computeIfAbsent(name, n -> new double[values.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }
}
