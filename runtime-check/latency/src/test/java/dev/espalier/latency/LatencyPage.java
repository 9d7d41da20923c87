package dev.espalier.latency;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Shipped;
import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.CrossValidation;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.fit.Validation;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.latency.profile.Trust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of docs/latency.md that follow from the shipped measurements. */
final class LatencyPage {
  private static final Device DEVICE = Shipped.ADRENO_660;
  private static final Measurements ALL = Shipped.kernels();

  private LatencyPage() {}

  /** All tables, with rows of some methods only. */
  static List<String> lines(List<Method> methods) {
    List<String> lines = new ArrayList<>(accuracy(methods));
    lines.add("");
    lines.addAll(profiles());
    lines.add("");
    lines.addAll(CalibrationTable.lines(ALL, DEVICE));
    return lines;
  }

  private static List<String> accuracy(List<Method> methods) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "fitted rows",
            "method",
            "shapes: MAPE",
            "median",
            "< 10 %",
            "< 20 %",
            "networks: MAPE",
            "median",
            "< 10 %",
            "< 20 %",
            "sum: mean",
            "worst"));
    lines.add("|---|---" + "|---:".repeat(10) + "|");
    List<String> sums = new ArrayList<>(List.of("", sumsHead(), "|---" + "|---:".repeat(5) + "|"));
    for (Map.Entry<String, Measurements> fitted : fitted().entrySet()) {
      for (Method method : methods) {
        Validation validation =
            CrossValidation.run(new FitModels(method, 0), fitted.getValue(), DEVICE).validation();
        lines.add(accuracy(fitted.getKey(), validation));
        if (fitted.getValue().equals(ALL)) {
          sums.add(sums(validation));
        }
      }
    }
    lines.addAll(sums);
    return lines;
  }

  private static Map<String, Measurements> fitted() {
    Map<String, Measurements> sets = new LinkedHashMap<>();
    add(sets, "660 fp16", ALL.of(DEVICE));
    add(sets, "660", ALL.where(row -> row.gpu().equals(DEVICE.gpu())));
    add(sets, "all", ALL);
    return sets;
  }

  private static void add(Map<String, Measurements> sets, String name, Measurements data) {
    sets.put("%s (%d)".formatted(name, data.rows().size()), data);
  }

  private static String accuracy(String fitted, Validation v) {
    List<String> cells = new ArrayList<>(List.of(fitted, v.method().text()));
    for (Accuracy accuracy : List.of(v.grouped(), v.byNetwork())) {
      cells.add(percent(accuracy.mape()));
      cells.add(percent(accuracy.median()));
      cells.add(whole(accuracy.within10()));
      cells.add(whole(accuracy.within20()));
    }
    cells.add(percent(v.meanSumError()));
    cells.add(percent(v.worstSumError()));
    return row(cells.toArray(String[]::new));
  }

  private static String sumsHead() {
    return row("method", "DeepLabV3", "MobileNetV1", "ResNet-50 v2", "YOLOv3", "VGG16");
  }

  private static String sums(Validation validation) {
    List<String> cells = new ArrayList<>(List.of(validation.method().text()));
    validation
        .networks()
        .forEach(n -> cells.add(String.format(Locale.ROOT, "%+.1f %%", 100 * n.error())));
    return row(cells.toArray(String[]::new));
  }

  private static List<String> profiles() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "device",
            "rows",
            "shapes: MAPE",
            "median",
            "< 10 %",
            "networks: MAPE",
            "sum: mean",
            "worst",
            "roofline alone: MAPE",
            "networks",
            "90 % within x: c1, ck, dw, wino"));
    lines.add("|---" + "|---:".repeat(9) + "|---|");
    ShippedProfiles.names().forEach(n -> lines.add(profile(ShippedProfiles.named(n).get())));
    return lines;
  }

  private static String profile(Profile profile) {
    Validation roofline = profile.validation().get(0);
    Validation model = profile.validation().get(1);
    return row(
        profile.name(),
        "" + profile.provenance().rowsOfDevice(),
        percent(model.grouped().mape()),
        percent(model.grouped().median()),
        whole(model.grouped().within10()),
        percent(model.byNetwork().mape()),
        percent(model.meanSumError()),
        percent(model.worstSumError()),
        percent(roofline.grouped().mape()),
        percent(roofline.byNetwork().mape()),
        factors(profile));
  }

  private static String factors(Profile profile) {
    return List.of("c1", "ck", "dw", "wino").stream()
        .map(name -> KernelClass.parse(name).orElseThrow())
        .map(kind -> profile.trust().get(kind))
        .map((Trust trust) -> String.format(Locale.ROOT, "%.2f", trust.factor90()))
        .collect(Collectors.joining(", "));
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  private static String whole(double fraction) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
