package dev.espalier.ir.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /** The name with the fewest letters to change, if that is at most a third of them. */
  public static Optional<String> of(String given, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(given, name)))
        .filter(name -> 3 * distance(given, name) <= Math.max(given.length(), name.length()));
  }

  /** The hint for a message, empty when no name is near. */
  public static String hint(String given, Collection<String> names, String prefix) {
    return of(given, names).map(name -> "; did you mean " + prefix + name + "?").orElse("");
  }

  /** Insertions, deletions and replacements that make one word the other (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
