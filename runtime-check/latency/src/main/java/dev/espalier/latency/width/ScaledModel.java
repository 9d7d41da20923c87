package dev.espalier.latency.width;

import dev.espalier.passes.prune.ScaledSizes;
import dev.espalier.tflite.model.LiteModel;

/**
 * A lowered graph whose sizes depend on how many channels are removed from pools of coupled
 * channels.
 *
 * @param base with all channels, its tensors numbered by {@link NumberTensors}
 * @param sizes of its tensors, by position
 */
record ScaledModel(LiteModel base, ScaledSizes sizes) {}
