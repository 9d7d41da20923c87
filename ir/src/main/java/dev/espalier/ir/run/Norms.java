package dev.espalier.ir.run;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;

/** Normalisations: {@code (x - mean) / sqrt(variance + epsilon) * scale + bias}. */
final class Norms {
  private Norms() {}

  static Tensor batch(BatchNormalization op, Call call) {
    int[] shape = call.shape(0);
    double[] x = call.doubles(0);
    double[] scale = call.doubles(1);
    double[] bias = call.doubles(2);
    double[] mean = call.doubles(3);
    double[] variance = call.doubles(4);
    int plane = Convolutions.plane(shape);
    for (int i = 0; i < x.length; i++) {
      int c = i / plane % shape[1];
      x[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + op.epsilon()) * scale[c] + bias[c];
    }
    return call.give(x);
  }

  static Tensor instance(InstanceNormalization op, Call call) {
    int[] shape = call.shape(0);
    double[] x = call.doubles(0);
    double[] scale = call.doubles(1);
    double[] bias = call.doubles(2);
    int plane = Convolutions.plane(shape);
    for (int at = 0; at < x.length; at += plane) {
      standardize(x, at, plane, op.epsilon());
    }
    for (int i = 0; i < x.length; i++) {
      int c = i / plane % shape[1];
      x[i] = x[i] * scale[c] + bias[c];
    }
    return call.give(x);
  }

  static Tensor layer(LayerNormalization op, Call call) {
    int[] shape = call.shape(0);
    double[] x = call.doubles(0);
    int run = Call.product(shape, (int) op.axis(), shape.length);
    for (int at = 0; at < x.length; at += run) {
      standardize(x, at, run, op.epsilon());
    }
    double[] scale = call.broadcast(1, shape);
    double[] bias = call.has(2) ? call.broadcast(2, shape) : new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * scale[i] + bias[i];
    }
    return call.give(x);
  }

  private static void standardize(double[] x, int from, int count, double epsilon) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      squares += (x[i] - mean) * (x[i] - mean);
    }
    double deviation = Math.sqrt(squares / count + epsilon);
    for (int i = from; i < from + count; i++) {
      x[i] = (x[i] - mean) / deviation;
    }
  }
}
