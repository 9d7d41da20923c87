package dev.espalier.zoo;

import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Softmax;

/** Scaled dot-product attention (Vaswani et al.: Attention is all you need, 2017). */
final class Attention {
  private Attention() {}

  /**
   * {@code softmax(q k^T) v}.
   *
   * @param query [..., queries, a], scaled
   * @param key [..., keys, a]
   * @param value [..., keys, b]
   * @return [..., queries, b]
   */
  static Value of(Value query, Value key, Value value) {
    return weigh(products(query, key), value);
  }

  /** {@code q k^T}: [..., queries, keys]. */
  static Value products(Value query, Value key) {
    int rank = key.type().rank();
    long[] swapped = new long[rank];
    for (int i = 0; i < rank; i++) {
      swapped[i] = i < rank - 2 ? i : 2 * rank - 3 - i;
    }
    return query.then(new MatMul(), key.transpose(swapped));
  }

  /** The values of the keys, weighted by the softmax of products. */
  static Value weigh(Value products, Value value) {
    return products.then(new Softmax(products.type().rank() - 1)).then(new MatMul(), value);
  }
}
