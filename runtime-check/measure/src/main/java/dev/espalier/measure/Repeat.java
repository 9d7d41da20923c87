package dev.espalier.measure;

import dev.espalier.latency.read.FastestFifth;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs something again and again for a while. What is timed is the thread's time on the CPU: of a
 * runtime with one thread that is the whole run, without what other programs on the machine took.
 */
final class Repeat {
  private static final int WARM = 2;
  private static final int FEWEST = 6;
  private static final int MOST = 400;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Repeat() {}

  /** The mean of the fastest fifth of the runs' times in milliseconds, the first runs left out. */
  static double time(double seconds, Runnable run) {
    for (int i = 0; i < WARM; i++) {
      run.run();
    }
    List<Double> times = new ArrayList<>();
    long begin = System.nanoTime();
    while (times.size() < FEWEST
        || times.size() < MOST && System.nanoTime() - begin < seconds * NANOS_PER_SECOND) {
      long start = THREADS.getCurrentThreadCpuTime();
      run.run();
      times.add((THREADS.getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI);
    }
    return FastestFifth.mean(times);
  }
}
