package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One set of inputs a model is run on. Tensors are made when asked for, the same ones every time,
 * so that many large inputs need no memory.
 */
public record EvidenceInput(String name, Supplier<Map<String, Tensor>> source) {
  /** A tensor for every input of the model, by name. */
  public Map<String, Tensor> tensors() {
    return source.get();
  }

  @Override
  public String toString() {
    return name;
  }
}
