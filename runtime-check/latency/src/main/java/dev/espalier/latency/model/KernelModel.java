package dev.espalier.latency.model;

import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.KernelClass;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time of a convolution kernel on one device: {@code scale * roofline * exp(residual)}.
 *
 * @param elementBytes of a stored element: 2 or 4
 * @param scale of everything; 1 unless calibrated for another device
 * @param classes every class that kernels may have
 * @param scaler of the features
 * @param residual of the standardised features
 */
public record KernelModel(
    int elementBytes,
    double scale,
    Map<KernelClass, ClassModel> classes,
    Scaler scaler,
    Residual residual) {
  /**
   * What is fitted per class.
   *
   * @param roofline in milliseconds
   * @param residual the values that kernels of the fit have; others are brought inside
   */
  public record ClassModel(Roofline roofline, Range residual) {}

  public KernelModel {
    classes = Collections.unmodifiableMap(new TreeMap<>(classes));
  }

  /** The predicted time in milliseconds. */
  public double milliseconds(Convolution kernel, KernelClass kind) {
    double roofline = classes.get(kind).roofline().milliseconds(kernel, elementBytes);
    return scale * roofline * StrictMath.exp(residual(kernel, kind));
  }

  /** The roofline of a class, or of the first one that was measured if that was not. */
  public Roofline rooflineNear(KernelClass kind) {
    return (classes.containsKey(kind) ? classes.get(kind) : classes.values().iterator().next())
        .roofline();
  }

  /** The residual, brought into the range it had on the kernels of the fit. */
  public double residual(Convolution kernel, KernelClass kind) {
    return classes.get(kind).residual().clamp(residual.apply(scaler.apply(features(kernel, kind))));
  }

  /** The features of a kernel, in the order of {@link Features#NAMES}. */
  public double[] features(Convolution kernel, KernelClass kind) {
    double roofline = classes.get(kind).roofline().milliseconds(kernel, elementBytes);
    return Features.of(kernel, kind, elementBytes, roofline);
  }

  /** The same model for a device that takes {@code factor} times as long. */
  public KernelModel scaled(double factor) {
    return new KernelModel(elementBytes, scale * factor, classes, scaler, residual);
  }
}
