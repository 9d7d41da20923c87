package dev.espalier.passes.prune;

import java.util.Locale;

/** A budget that no widths of a model meet. */
public final class BudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetException(double budget, double least) {
    super(
        String.format(
            Locale.ROOT,
            "the budget of %.4g is below what can be reached: about %.4g is left when nothing more"
                + " can be removed",
            budget,
            least));
  }
}
