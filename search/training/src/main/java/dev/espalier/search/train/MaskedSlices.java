package dev.espalier.search.train;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which slices of constants belong to the channels of masks, by the ties of the graph. */
public final class MaskedSlices {
  private final Graph graph;
  private final CoupledGroups groups;

  /** Analyses the ties of a graph. */
  public MaskedSlices(Graph graph) {
    this.graph = graph;
    this.groups = CoupledGroups.of(graph);
  }

  /**
   * Where constants are open to change: 1 for every element that belongs to no channel that is off,
   * 0 for the others. Constants that are open as a whole are left out.
   *
   * @param off by the name of the scores of masks, whether each channel is off
   */
  Map<String, Tensor> open(Map<String, boolean[]> off) {
    Set<Integer> closed = closed(off);
    Map<String, Tensor> open = new LinkedHashMap<>();
    graph
        .constants()
        .forEach(
            (name, tensor) -> {
              if (tensor.element().isFloat() && !off.containsKey(name)) {
                double[] elements = open(name, tensor.shape(), closed);
                if (Arrays.stream(elements).anyMatch(e -> e == 0)) {
                  open.put(name, Tensor.of(ElementType.F32, tensor.shape(), elements));
                }
              }
            });
    return open;
  }

  /** The groups of channels that are off. */
  private Set<Integer> closed(Map<String, boolean[]> off) {
    Set<Integer> closed = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask mask && off.containsKey(node.operands().get(1))) {
        boolean[] channels = off.get(node.operands().get(1));
        ValueAxis axis = new ValueAxis(node.result(), (int) mask.axis());
        for (int c = 0; c < channels.length; c++) {
          if (channels[c]) {
            groupsOf(axis, c, closed);
          }
        }
      }
    }
    return closed;
  }

  private void groupsOf(ValueAxis axis, int position, Set<Integer> found) {
    for (Map.Entry<Integer, Member> factor : groups.classesOf(axis)) {
      if (groups.hasElements(factor.getKey())) {
        int element = groups.firstElement(factor.getKey()) + factor.getValue().index(position);
        found.add(groups.group(element));
      }
    }
  }

  private double[] open(String constant, long[] shape, Set<Integer> closed) {
    double[] open = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.fill(open, 1);
    int inner = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      for (int position = 0; position < shape[axis]; position++) {
        if (isClosed(new ValueAxis(constant, axis), position, closed)) {
          close(open, (int) shape[axis], position, inner);
        }
      }
      inner *= (int) shape[axis];
    }
    return open;
  }

  private boolean isClosed(ValueAxis axis, int position, Set<Integer> closed) {
    Set<Integer> own = new HashSet<>();
    groupsOf(axis, position, own);
    return own.stream().anyMatch(closed::contains);
  }

  /** Closes a position of an axis. */
  private static void close(double[] open, int size, int position, int inner) {
    for (int start = position * inner; start < open.length; start += size * inner) {
      Arrays.fill(open, start, start + inner, 0);
    }
  }
}
