package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.PyTorch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arrays of the shapes of parameters that an optimizer remembers; zeros at first. */
final class Moments implements AutoCloseable {
  private final NDManager manager = PyTorch.newManager();
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  Moments(List<Parameter> parameters, String... kinds) {
    for (Parameter parameter : parameters) {
      for (String kind : kinds) {
        NDArray value = parameter.value();
        NDArray zeros = manager.zeros(value.getShape(), value.getDataType());
        NDScope.unregister(zeros);
        arrays.put(name(parameter, kind), zeros);
      }
    }
  }

  NDArray of(Parameter parameter, String kind) {
    return arrays.get(name(parameter, kind));
  }

  Map<String, NDArray> all() {
    return Collections.unmodifiableMap(arrays);
  }

  private static String name(Parameter parameter, String kind) {
    return kind + "/" + parameter.name();
  }

  @Override
  public void close() {
    manager.close();
  }
}
