package dev.espalier.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Two computations at the same time; both have ended when the results are there. */
record Together<T>(T first, T second) {
  /** Several computations, two at a time; the results in their order. */
  static <T> List<T> inPairs(List<Supplier<T>> computations) {
    List<T> results = new ArrayList<>();
    for (int i = 0; i < computations.size(); i += 2) {
      if (i + 1 < computations.size()) {
        Together<T> pair = run(computations.get(i), computations.get(i + 1));
        results.add(pair.first());
        results.add(pair.second());
      } else {
        results.add(computations.get(i).get());
      }
    }
    return results;
  }

  /** An exception of one of them is thrown on, that of the first before that of the second. */
  static <T> Together<T> run(Supplier<T> first, Supplier<T> second) {
    CompletableFuture<T> beside = CompletableFuture.supplyAsync(second);
    try {
      T result = first.get();
      return new Together<>(result, beside.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      beside.handle((result, failure) -> true).join();
    }
  }
}
