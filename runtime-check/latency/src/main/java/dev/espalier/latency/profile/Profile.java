package dev.espalier.latency.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.espalier.latency.fit.Validation;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.KernelModel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device as far as it is known: a model of its kernels, and how far that can be trusted.
 *
 * @param version of this form, {@link #VERSION}
 * @param name of the profile, from its identity unless another was chosen
 * @param seed of the fit
 * @param winogradTiles how many 4x4 output tiles make a 3x3 convolution of many channels run by
 *     Winograd's algorithm; 0 if that is never used
 * @param sumFactor between the predicted and the measured sum of a network's kernels at worst
 * @param trust per class that was measured
 * @param operators costs of other operators by name; {@link #OTHER} for all that are not named
 * @param validation of the roofline alone, then of the model, by held-out shapes and networks
 * @param notes for people who read figures of the profile
 */
public record Profile(
    int version,
    String name,
    Kind kind,
    Identity identity,
    Provenance provenance,
    long seed,
    int winogradTiles,
    double sumFactor,
    Map<KernelClass, Trust> trust,
    Map<String, OperatorCost> operators,
    List<Validation> validation,
    List<String> notes,
    KernelModel model) {
  /** The version that this program reads and writes. */
  public static final int VERSION = 1;

  /** The name under which operators without costs of their own are found. */
  public static final String OTHER = "other";

  /** How a profile came to be. */
  public enum Kind {
    /** Everything was fitted to kernels of the device. */
    FITTED("fitted"),
    /** The profile of another device, scaled by some kernels of this one. */
    CALIBRATED("calibrated"),
    /** No kernel of the device was measured. */
    FORMULA_ONLY("formula-only");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name in profiles and tables. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  public Profile {
    trust = Collections.unmodifiableMap(new TreeMap<>(trust));
    operators = Collections.unmodifiableMap(new TreeMap<>(operators));
    validation = List.copyOf(validation);
    notes = List.copyOf(notes);
  }

  /** The cost of an operator that is no measured convolution. */
  public OperatorCost operator(String operator) {
    return operators.getOrDefault(operator, operators.get(OTHER));
  }

  /** The same profile under another name. */
  public Profile withName(String other) {
    return new Profile(
        version,
        other,
        kind,
        identity,
        provenance,
        seed,
        winogradTiles,
        sumFactor,
        trust,
        operators,
        validation,
        notes,
        model);
  }

  /** The same profile with other costs of operators. */
  public Profile withOperators(Map<String, OperatorCost> costs) {
    return new Profile(
        version,
        name,
        kind,
        identity,
        provenance,
        seed,
        winogradTiles,
        sumFactor,
        trust,
        costs,
        validation,
        notes,
        model);
  }

  /** The same profile with another model. */
  public Profile withModel(KernelModel other) {
    return new Profile(
        version,
        name,
        kind,
        identity,
        provenance,
        seed,
        winogradTiles,
        sumFactor,
        trust,
        operators,
        validation,
        notes,
        other);
  }
}
