package dev.espalier.passes.structures;

import dev.espalier.ir.Graph;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.ValueAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Coupled groups as positions of axes: {@code %a[1]: 0 4 | %b[1]: 0}. */
final class Groups {
  private static final Pattern AXIS = Pattern.compile("%([\\w.]+)\\[(\\d+)]: ?([\\d ]*)");

  private final Graph graph;
  private final CoupledGroups groups;

  Groups(Graph graph) {
    this.graph = graph;
    this.groups = CoupledGroups.of(graph);
  }

  /**
   * All that lives and dies with the first position of a line, on the axes that the line names. A
   * position of an axis of several factors belongs to a group of each.
   */
  String around(String line) {
    List<String> parts = new ArrayList<>();
    Set<Integer> wanted = Set.of();
    Matcher axis = AXIS.matcher(line);
    while (axis.find()) {
      ValueAxis where = new ValueAxis(axis.group(1), Integer.parseInt(axis.group(2)));
      if (wanted.isEmpty()) {
        wanted = groupsAt(where, Integer.parseInt(axis.group(3).split(" ", 2)[0]));
      }
      parts.add("%%%s[%d]:%s".formatted(where.value(), where.axis(), positions(where, wanted)));
    }
    return String.join(" | ", parts);
  }

  private String positions(ValueAxis axis, Set<Integer> wanted) {
    List<Integer> positions = new ArrayList<>();
    long size = graph.type(axis.value()).dims().get(axis.axis()).value();
    for (int p = 0; p < size; p++) {
      Set<Integer> here = groupsAt(axis, p);
      here.retainAll(wanted);
      if (!here.isEmpty()) {
        positions.add(p);
      }
    }
    return positions.stream().map(p -> " " + p).collect(Collectors.joining());
  }

  private Set<Integer> groupsAt(ValueAxis axis, int position) {
    Set<Integer> found = new TreeSet<>();
    for (var factor : groups.classesOf(axis)) {
      if (groups.hasElements(factor.getKey())) {
        int index = factor.getValue().index(position);
        found.add(groups.group(groups.firstElement(factor.getKey()) + index));
      }
    }
    return found;
  }
}
