package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.TfliteExport.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the ports of a candidate that stand for those of a reference. Where one of the models is a
 * TFLite file, images may have their channels last, integers 32 bits, and outputs may be scores in
 * place of classes or the other way round; ports are told by their names, or by their order where
 * the names are others.
 *
 * @param labels of the outputs, by name
 */
record PortMatch(
    List<PortTranslation> inputs, List<PortTranslation> outputs, Map<String, Labels> labels) {
  static PortMatch of(Reference reference, Runner candidate, OpenAxes open) {
    List<PortTranslation> outputs = new ArrayList<>();
    Map<String, Labels> labels = new TreeMap<>();
    for (PortType output : reference.outputPorts()) {
      Optional<PortType> own = partner(output, reference.outputPorts(), candidate.outputs());
      if (own.isPresent()) {
        Labels kind = labels(output, own.get(), reference, open);
        labels.put(output.name(), kind);
        outputs.add(translation(reference.outputPort(output, kind), own.get(), open));
      }
    }
    return new PortMatch(ports(reference.inputPorts(), candidate.inputs(), open), outputs, labels);
  }

  static List<PortTranslation> ports(
      List<PortType> reference, List<PortType> candidate, OpenAxes open) {
    return reference.stream()
        .flatMap(
            port ->
                partner(port, reference, candidate)
                    .map(own -> translation(port, own, open))
                    .stream())
        .toList();
  }

  /** The port of the same name; where a name is missing, all are told by their order. */
  private static Optional<PortType> partner(
      PortType port, List<PortType> reference, List<PortType> candidate) {
    List<String> names = candidate.stream().map(PortType::name).toList();
    boolean byName = reference.stream().allMatch(p -> names.contains(p.name()));
    int at = byName ? names.indexOf(port.name()) : reference.indexOf(port);
    return at < candidate.size() ? Optional.of(candidate.get(at)) : Optional.empty();
  }

  private static Labels labels(PortType output, PortType own, Reference reference, OpenAxes open) {
    for (Labels kind : Labels.values()) {
      PortType wanted = reference.outputPort(output, kind);
      if (PortCheck.agree(wanted, translation(wanted, own, open).type(own.type()))) {
        return kind;
      }
    }
    return Labels.AS_IN_GRAPH;
  }

  /** In the first order of axes that gives the shape that is wanted; else as they are. */
  static PortTranslation translation(PortType wanted, PortType own, OpenAxes open) {
    return open.orders(own.type().rank()).stream()
        .map(order -> translation(wanted, own, order))
        .filter(t -> PortCheck.agree(wanted, t.type(own.type())))
        .findFirst()
        .orElseGet(() -> translation(wanted, own, inOrder(own.type().rank())));
  }

  private static PortTranslation translation(PortType wanted, PortType own, List<Integer> order) {
    ElementType element = own.type().element();
    boolean integers = isInteger(wanted.type().element()) && isInteger(element);
    return new PortTranslation(
        wanted.name(), own.name(), order, integers ? wanted.type().element() : element);
  }

  static boolean isInteger(ElementType element) {
    return element == ElementType.I32 || element == ElementType.I64;
  }

  /** Shapes of symbolic inputs of the reference that only fit the candidate's fixed ones. */
  static Map<String, long[]> fixed(
      List<PortType> reference, List<PortType> candidate, OpenAxes open) {
    Map<String, long[]> shapes = new TreeMap<>();
    for (PortTranslation input : ports(reference, candidate, open)) {
      PortType port = named(reference, input.name());
      PortType own = input.type(named(candidate, input.own()).type());
      if (own.type().isStatic() && !port.type().isStatic() && PortCheck.agree(port, own)) {
        shapes.put(port.name(), own.type().shape());
      }
    }
    return shapes;
  }

  private static PortType named(List<PortType> ports, String name) {
    return ports.stream().filter(port -> port.name().equals(name)).findFirst().orElseThrow();
  }

  /** What differs between the ports, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    inputs.forEach(input -> note("input", input).ifPresent(notes::add));
    outputs.forEach(output -> note("output", output).ifPresent(notes::add));
    labels.forEach(
        (name, kind) -> {
          if (kind == Labels.SCORES_ONLY) {
            notes.add("output " + name + " returns scores in B where A returns their arg-max");
          } else if (kind == Labels.CHOSEN) {
            notes.add("output " + name + " returns the arg-max in B where A returns scores");
          }
        });
    return notes;
  }

  private static Optional<String> note(String kind, PortTranslation port) {
    List<String> parts = new ArrayList<>();
    if (!port.name().equals(port.own())) {
      parts.add("is called " + port.own());
    }
    if (!port.order().equals(inOrder(port.order().size()))) {
      parts.add("has the axes " + port.order() + " of A's");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(kind + " " + port.name() + " in B " + String.join(" and ", parts));
  }

  private static List<Integer> inOrder(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }
}
