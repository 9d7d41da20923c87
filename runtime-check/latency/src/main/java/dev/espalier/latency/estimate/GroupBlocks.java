package dev.espalier.latency.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides kernels into blocks by the scopes in the names of their nodes: {@code layer1.0.conv2},
 * {@code /layer1/layer1.0/conv2/Conv}. A scope of many kernels is divided into the scopes inside.
 */
final class GroupBlocks {
  /** A scope of so many kernels is small enough to be read as one. */
  private static final int FEW = 12;

  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern DOT = Pattern.compile("\\.");

  private final List<Block> blocks = new ArrayList<>();

  private GroupBlocks() {}

  /** The blocks in the order of their first kernels. */
  static List<Block> of(List<KernelTime> kernels) {
    GroupBlocks blocks = new GroupBlocks();
    blocks.divide("", kernels);
    return blocks.blocks;
  }

  private void divide(String scope, List<KernelTime> kernels) {
    Map<String, List<KernelTime>> inner = new LinkedHashMap<>();
    for (KernelTime kernel : kernels) {
      String child = child(kernel.kernel().node(), scope);
      inner.computeIfAbsent(child, name -> new ArrayList<>()).add(kernel);
    }
    inner.forEach((name, own) -> place(scope, name, own));
  }

  private void place(String outer, String scope, List<KernelTime> kernels) {
    if (scope.equals(outer) || kernels.size() <= FEW) {
      blocks.add(Block.of(scope, kernels));
    } else {
      divide(scope, kernels);
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
