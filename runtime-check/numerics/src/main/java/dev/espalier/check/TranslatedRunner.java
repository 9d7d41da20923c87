package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model that is run as if it had the ports of another one. */
final class TranslatedRunner implements Runner {
  private final Runner runner;
  private final List<PortTranslation> inputs;
  private final List<PortTranslation> outputs;

  TranslatedRunner(Runner runner, List<PortTranslation> inputs, List<PortTranslation> outputs) {
    this.runner = runner;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  @Override
  public List<PortType> inputs() {
    return types(inputs, runner.inputs());
  }

  @Override
  public List<PortType> outputs() {
    return types(outputs, runner.outputs());
  }

  private static List<PortType> types(List<PortTranslation> translations, List<PortType> ports) {
    return translations.stream().map(t -> t.type(port(t, ports).type())).toList();
  }

  private static PortType port(PortTranslation translation, List<PortType> ports) {
    return ports.stream()
        .filter(port -> port.name().equals(translation.own()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no port " + translation.own()));
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> tensors) {
    Map<String, Tensor> fed = new LinkedHashMap<>();
    for (PortTranslation input : inputs) {
      ElementType element = port(input, runner.inputs()).type().element();
      fed.put(input.own(), input.feed(tensors.get(input.name()), element));
    }
    Map<String, Tensor> results = runner.run(fed);
    Map<String, Tensor> translated = new LinkedHashMap<>();
    outputs.forEach(o -> translated.put(o.name(), o.fetch(results.get(o.own()))));
    return translated;
  }

  @Override
  public void close() {
    runner.close();
  }
}
