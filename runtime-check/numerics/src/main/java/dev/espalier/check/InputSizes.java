package dev.espalier.check;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses static shapes for the inputs of a model.
 *
 * <p>A shape that was asked for wins. Other symbolic dims get defaults: batch 1, of a picture (rank
 * 4, channels first, or last when the file says so) height 128, width 192 and 3 channels, and 32
 * anywhere else. A symbol has one value wherever it occurs.
 */
public final class InputSizes {
  private static final long HEIGHT = 128;
  private static final long WIDTH = 192;
  private static final long OTHER = 32;

  private final Map<String, TensorType> wanted = new LinkedHashMap<>();
  private final Map<String, Long> symbols = new TreeMap<>();

  /**
   * @param shapes the shapes asked for, by input
   * @throws EvidenceException when one of them does not fit the model
   */
  public InputSizes(List<PortType> ports, Map<String, long[]> shapes) {
    Map<String, Dim> fixed = new TreeMap<>();
    for (Map.Entry<String, long[]> shape : new TreeMap<>(shapes).entrySet()) {
      fix(port(ports, shape.getKey()), shape.getValue(), fixed);
    }
    for (PortType port : ports) {
      TensorType type = port.type().substitute(fixed);
      wanted.put(port.name(), type);
      chooseDefaults(type);
    }
  }

  private static PortType port(List<PortType> ports, String name) {
    return ports.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new EvidenceException(
                    "the model has no input '%s'; it has %s",
                    name, ports.stream().map(PortType::name).toList()));
  }

  private static void fix(PortType port, long[] shape, Map<String, Dim> fixed) {
    List<Dim> dims = port.type().dims();
    boolean fits = dims.size() == shape.length;
    for (int axis = 0; fits && axis < shape.length; axis++) {
      Dim size = Dim.of(shape[axis]);
      Dim dim = dims.get(axis);
      Dim known = dim.isConstant() ? dim : fixed.getOrDefault(dim.toString(), size);
      fits = shape[axis] > 0 && known.equals(size);
      fixed.put(dim.toString(), size);
    }
    if (!fits) {
      throw new EvidenceException(
          "the shape %s does not fit the input %s", Arrays.toString(shape), port);
    }
  }

  private void chooseDefaults(TensorType type) {
    for (int axis = 0; axis < type.rank(); axis++) {
      for (String symbol : type.dim(axis).symbols()) {
        symbols.putIfAbsent(symbol, defaultSize(type, axis));
      }
    }
  }

  private static long defaultSize(TensorType type, int axis) {
    if (axis == 0 && type.rank() > 1) {
      return 1;
    }
    if (type.rank() != 4) {
      return OTHER;
    }
    int height = isChannelsLast(type) ? 1 : 2;
    return axis == height ? HEIGHT : axis == height + 1 ? WIDTH : 3;
  }

  private static boolean isChannelsLast(TensorType type) {
    Dim last = type.dim(3);
    return last.isConstant() && last.value() <= 4 && !type.dim(1).isConstant();
  }

  /** The static shape of an input. */
  public long[] shape(String input) {
    return wanted.get(input).dims().stream().mapToLong(d -> d.evaluate(symbols)).toArray();
  }

  /** The type of an input with the shapes asked for, and symbols elsewhere. */
  TensorType type(String input) {
    return wanted.get(input);
  }
}
