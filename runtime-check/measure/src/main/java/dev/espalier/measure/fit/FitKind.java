package dev.espalier.measure.fit;

import dev.espalier.ir.SplitMix64;
import dev.espalier.latency.fit.NonNegativeLeastSquares;
import dev.espalier.measure.HostKernel;
import dev.espalier.measure.TimedKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Fits one kind of kernel. Coefficients come from least squares on relative errors. Of several
 * residuals, and none, the one with the least error on held-out shapes is taken: a shape is never
 * fitted and tested at once.
 */
public final class FitKind {
  private static final int FOLDS = 5;
  private static final int FEWEST_SHAPES = 12;
  private static final int MOST_ROWS = 500;
  private static final double CLOCK = 0.003;
  private static final double RESOLUTION = 5e-4;

  private record Setting(double reach, double ridge) {}

  private record HeldOutError(double logarithmic, double mean, double median) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(1, 0.1),
          new Setting(1, 0.3),
          new Setting(3, 0.03),
          new Setting(3, 0.1),
          new Setting(10, 0.03),
          new Setting(10, 0.1));

  private final String kind;
  private final List<TimedKernel> rows;
  private final int[] fold;
  private final int shapes;

  private FitKind(String kind, List<TimedKernel> all, long seed) {
    this.kind = kind;
    this.rows = all.size() > MOST_ROWS ? all.subList(0, MOST_ROWS) : all;
    List<String> distinct =
        new ArrayList<>(new TreeSet<>(rows.stream().map(r -> r.kernel().shape()).toList()));
    this.shapes = distinct.size();
    this.fold =
        rows.stream()
            .mapToInt(r -> distinct.indexOf(r.kernel().shape()))
            .map(i -> (int) (SplitMix64.unit(seed, i) * FOLDS))
            .toArray();
  }

  /** The fit of the rows of a kind; a seed deals shapes into folds. */
  public static KindFit of(String kind, List<TimedKernel> rows, long seed) {
    return new FitKind(kind, rows, seed).run();
  }

  private KindFit run() {
    Optional<Setting> best = Optional.empty();
    HeldOutError least = error(best);
    if (shapes >= FEWEST_SHAPES) {
      for (Setting setting : SETTINGS) {
        HeldOutError error = error(Optional.of(setting));
        if (error.logarithmic() < least.logarithmic()) {
          least = error;
          best = Optional.of(setting);
        }
      }
    }
    return fit(rows, best, least);
  }

  private KindFit fit(List<TimedKernel> train, Optional<Setting> setting, HeldOutError error) {
    List<Double> coefficients = coefficients(train);
    return new KindFit(
        kind,
        train.size(),
        coefficients,
        setting.map(s -> residual(train, coefficients, s)).orElse(KernelRidge.NONE),
        error.mean(),
        error.median());
  }

  private static List<Double> coefficients(List<TimedKernel> train) {
    double[][] a = new double[train.size()][];
    double[] b = new double[train.size()];
    for (int i = 0; i < b.length; i++) {
      double scale = 1 / Math.max(CLOCK, train.get(i).milliseconds());
      a[i] = train.get(i).kernel().terms().stream().mapToDouble(t -> t * scale).toArray();
      b[i] = train.get(i).milliseconds() * scale;
    }
    return Arrays.stream(NonNegativeLeastSquares.solve(a, b)).boxed().toList();
  }

  private static KernelRidge residual(
      List<TimedKernel> train, List<Double> coefficients, Setting setting) {
    double[] target =
        train.stream()
            .mapToDouble(r -> logarithm(resolved(r) / KindFit.roofline(coefficients, r.kernel())))
            .toArray();
    List<List<Double>> features = train.stream().map(r -> r.kernel().features()).toList();
    return FitRidge.of(features, target, setting.reach(), setting.ridge());
  }

  private static double logarithm(double ratio) {
    return StrictMath.log(ratio);
  }

  /** A measured time that is no shorter than a clock of microseconds can tell from nothing. */
  private static double resolved(TimedKernel row) {
    return Math.max(RESOLUTION, row.milliseconds());
  }

  /** The error on rows held out; of fewer shapes than folds, that on the fitted ones. */
  private HeldOutError error(Optional<Setting> setting) {
    double[] errors = new double[rows.size()];
    double squares = 0;
    for (int k = 0; k < FOLDS; k++) {
      List<TimedKernel> train = side(k, false);
      KindFit fit = fit(train.isEmpty() ? rows : train, setting, new HeldOutError(0, 0, 0));
      for (int i = 0; i < errors.length; i++) {
        if (fold[i] == k) {
          HostKernel kernel = rows.get(i).kernel();
          double ratio = Math.max(RESOLUTION, fit.milliseconds(kernel)) / resolved(rows.get(i));
          errors[i] = Math.abs(ratio - 1);
          squares += logarithm(ratio) * logarithm(ratio);
        }
      }
    }
    Arrays.sort(errors);
    return new HeldOutError(
        squares / errors.length,
        Arrays.stream(errors).average().orElseThrow(),
        errors[errors.length / 2]);
  }

  private List<TimedKernel> side(int held, boolean test) {
    List<TimedKernel> side = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (fold[i] == held == test) {
        side.add(rows.get(i));
      }
    }
    return side;
  }
}
