package dev.espalier.latency.model;

import java.util.List;

/**
 * The mean of some networks that differ in how they were initialised.
 *
 * @param networks at least one
 */
public record MlpEnsemble(List<Mlp> networks) implements Residual {
  public MlpEnsemble {
    networks = List.copyOf(networks);
  }

  @Override
  public double apply(double[] features) {
    double sum = 0;
    for (Mlp network : networks) {
      sum += network.apply(features);
    }
    return sum / networks.size();
  }

  @Override
  public MlpEnsemble withFixed(double[] constants) {
    return new MlpEnsemble(networks.stream().map(mlp -> mlp.withFixed(constants)).toList());
  }
}
