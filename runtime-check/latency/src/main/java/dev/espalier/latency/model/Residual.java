package dev.espalier.latency.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a roofline does not see: the logarithm of measured time over roofline, by features. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NoResidual.class, name = "none"),
  @JsonSubTypes.Type(value = MlpEnsemble.class, name = "mlp"),
  @JsonSubTypes.Type(value = GaussianProcess.class, name = "gaussian-process")
})
public sealed interface Residual permits NoResidual, MlpEnsemble, GaussianProcess {
  /** The residual for standardised features. */
  double apply(double[] features);

  /**
   * The same residual without its last features, which stay at a value.
   *
   * @param constants the standardised values of the last features
   */
  Residual withFixed(double[] constants);
}
