package dev.espalier.latency.fit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The figures of a cross-validation on one device.
 *
 * @param method what was fitted
 * @param grouped over five folds that share no shape
 * @param byNetwork over folds that each hold one network out
 * @param networks those networks
 */
public record Validation(
    Method method, Accuracy grouped, Accuracy byNetwork, List<NetworkSum> networks) {
  public Validation {
    networks = List.copyOf(networks);
  }

  /** The mean error of a network's sum, without its sign; 0 without networks. */
  @JsonIgnore
  public double meanSumError() {
    return sumErrors().average().orElse(0);
  }

  /** The worst error of a network's sum, without its sign; 0 without networks. */
  @JsonIgnore
  public double worstSumError() {
    return sumErrors().max().orElse(0);
  }

  private DoubleStream sumErrors() {
    return networks.stream().mapToDouble(network -> Math.abs(network.error()));
  }
}
