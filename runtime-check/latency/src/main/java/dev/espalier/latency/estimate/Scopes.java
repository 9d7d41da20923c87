package dev.espalier.latency.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides parts of a network by the scopes in the names of their nodes: {@code layer1.0.conv2},
 * {@code /layer1/layer1.0/conv2/Conv}. A scope of many parts is divided into the scopes inside.
 */
public final class Scopes<T> {
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern DOT = Pattern.compile("\\.");

  private final Function<T, String> node;
  private final int few;
  private final Map<String, List<T>> found = new LinkedHashMap<>();

  private Scopes(Function<T, String> node, int few) {
    this.node = node;
    this.few = few;
  }

  /**
   * The parts of each scope, in the order of their first ones; a node without a scope is its own.
   *
   * @param node the name of a part's node
   * @param few a scope of so many parts is small enough to be read as one
   */
  public static <T> Map<String, List<T>> of(List<T> parts, Function<T, String> node, int few) {
    Scopes<T> scopes = new Scopes<>(node, few);
    scopes.divide("", parts);
    return scopes.found;
  }

  private void divide(String scope, List<T> parts) {
    Map<String, List<T>> inner = new LinkedHashMap<>();
    for (T part : parts) {
      inner.computeIfAbsent(child(node.apply(part), scope), name -> new ArrayList<>()).add(part);
    }
    inner.forEach((name, own) -> place(scope, name, own));
  }

  private void place(String outer, String scope, List<T> parts) {
    if (scope.equals(outer) || parts.size() <= few) {
      found.put(scope, parts);
    } else {
      divide(scope, parts);
    }
  }

  /** The scope of a node that is directly inside another; the node's name if there is none. */
  private static String child(String node, String scope) {
    Pattern separator = node.indexOf('/') >= 0 ? SLASH : DOT;
    Matcher next = separator.matcher(node);
    int from = scope.isEmpty() ? 1 : scope.length() + 1;
    return from <= node.length() && next.find(from) ? node.substring(0, next.start()) : node;
  }
}
