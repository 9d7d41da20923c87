package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Measures how long a model runs on this machine, which says little about a phone. */
public final class HostTime {
  private static final int FEWEST = 3;
  private static final int MOST = 50;
  private static final long ENOUGH = 1_000_000_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private HostTime() {}

  /**
   * The median time of a run in milliseconds, over about a second, but at least three runs. The
   * first one is slower than the others, which the median does not see.
   */
  public static double median(Runner runner, Map<String, Tensor> inputs) {
    List<Long> times = new ArrayList<>();
    long total = 0;
    while (times.size() < FEWEST || times.size() < MOST && total < ENOUGH) {
      long start = System.nanoTime();
      runner.run(inputs);
      times.add(System.nanoTime() - start);
      total += times.get(times.size() - 1);
    }
    Collections.sort(times);
    return times.get(times.size() / 2) / NANOS_PER_MILLI;
  }
}
