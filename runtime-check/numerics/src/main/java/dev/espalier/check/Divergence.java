package dev.espalier.check;

import java.util.List;
import java.util.Optional;

/**
 * Where two models part on one input.
 *
 * @param common the values that were compared
 * @param first empty when no common value differs
 * @param at the value that differs, in the candidate
 * @param equal the common values in front of it, in the order of the reference
 */
record Divergence(
    CommonValues common,
    Optional<FirstDifference> first,
    Optional<PortTranslation> at,
    List<PortTranslation> equal) {
  Divergence {
    equal = List.copyOf(equal);
  }
}
