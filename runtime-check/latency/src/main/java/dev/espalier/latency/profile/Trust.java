package dev.espalier.latency.profile;

import dev.espalier.latency.model.Hull;

/**
 * How far predictions of one class of kernels can be trusted on a device.
 *
 * @param rows measured kernels of the class on the device
 * @param hull of those kernels
 * @param factor80 80 % of held-out kernels were measured within the prediction divided and
 *     multiplied by it
 * @param factor90 the same for 90 %
 * @param factor95 the same for 95 %
 */
public record Trust(int rows, Hull hull, double factor80, double factor90, double factor95) {}
