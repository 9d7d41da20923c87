package dev.espalier.latency.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Networks;
import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.fit.NetworkSum;
import java.util.List;

/**
 * A profile against measured kernels of its device. All figures but {@code rows} are fractions.
 *
 * @param device name of the profile
 * @param mape mean absolute relative error
 * @param median absolute relative error
 * @param within10 share of kernels with an error below 10 %
 * @param networks the kernels of each network in the data
 */
public record Evaluation(
    String device,
    int rows,
    double mape,
    double median,
    double within10,
    double within20,
    double within30,
    List<NetworkSum> networks) {
  public Evaluation {
    networks = List.copyOf(networks);
  }

  /**
   * Predicts the rows of the profile's device.
   *
   * @param file name of the data in messages
   * @throws LatencyDataException when there are no such rows
   */
  public static Evaluation of(Profile profile, String file, Measurements data) {
    Device device = profile.identity().device();
    List<HeldOut> predictions =
        data.of(device).rows().stream()
            .filter(row -> profile.model().classes().containsKey(row.kernelClass()))
            .map(row -> HeldOut.of(row, profile.model()))
            .toList();
    if (predictions.isEmpty()) {
      throw new LatencyDataException(
          "%s has no kernel of %s, which %s is about; it has %s",
          file, device, profile.name(), data.devices());
    }
    Accuracy accuracy = Accuracy.of(predictions);
    List<NetworkSum> networks =
        Networks.of(data, device).stream()
            .map(
                names ->
                    NetworkSum.of(
                        String.join(", ", names),
                        predictions.stream().filter(p -> data.isIn(names, p.row())).toList()))
            .filter(sum -> sum.kernels() > 0)
            .toList();
    return new Evaluation(
        profile.name(),
        accuracy.rows(),
        accuracy.mape(),
        accuracy.median(),
        accuracy.within10(),
        accuracy.within20(),
        accuracy.within30(),
        networks);
  }

  /** The figures without the networks. */
  @JsonIgnore
  public Accuracy accuracy() {
    return new Accuracy(rows, mape, median, within10, within20, within30);
  }
}
