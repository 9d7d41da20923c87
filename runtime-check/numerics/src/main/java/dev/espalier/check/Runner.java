package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Map;

/** Runs one model; ports are in the order of the file. */
public interface Runner extends AutoCloseable {
  List<PortType> inputs();

  List<PortType> outputs();

  /**
   * Computes all outputs, in the order of {@link #outputs()}.
   *
   * @param inputs a tensor for every input, by name
   * @throws RunException when the runtime refuses the inputs or fails
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  @Override
  void close();
}
