package dev.espalier.search.report;

import dev.espalier.search.method.SearchSummary;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A choice between blocks, and the one that was chosen. */
record BlockView(String choice, List<Branch> branches, String chosen) {
  private static final Pattern SEPARATOR = Pattern.compile("[./]");

  /** A block that can be chosen. */
  record Branch(String name, boolean chosen) {}

  static BlockView of(SearchSummary.Block block) {
    String scope = scope(block.choice());
    List<Branch> branches =
        block.branches().stream()
            .map(branch -> new Branch(name(scope, branch), branch.equals(block.chosen())))
            .toList();
    String place = scope.isEmpty() ? block.choice() : scope.substring(0, scope.length() - 1);
    return new BlockView(place, branches, name(scope, block.chosen()));
  }

  /** The start of a name, with the separator; empty where it has none. */
  private static String scope(String name) {
    int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
    return name.substring(0, end + 1);
  }

  /** What comes from outside of the block's scope is its input. */
  private static String name(String scope, String branch) {
    if (scope.isEmpty()) {
      return branch;
    }
    return branch.startsWith(scope) ? first(branch.substring(scope.length())) : "skip";
  }

  private static String first(String name) {
    Matcher separator = SEPARATOR.matcher(name);
    return separator.find() ? name.substring(0, separator.start()) : name;
  }
}
