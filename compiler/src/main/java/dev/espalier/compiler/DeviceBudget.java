package dev.espalier.compiler;

import dev.espalier.latency.profile.Profile;
import java.util.OptionalDouble;

/**
 * A device, and the time a run may take on it.
 *
 * @param milliseconds the predicted time that must not be exceeded, above 0; absent for none
 */
public record DeviceBudget(Profile profile, OptionalDouble milliseconds) {}
