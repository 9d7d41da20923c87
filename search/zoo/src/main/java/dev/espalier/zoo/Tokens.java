package dev.espalier.zoo;

/** Sequences of tokens [1,T,C] and pictures [1,C,H,W]. */
final class Tokens {
  private Tokens() {}

  /** The positions of a picture, row by row. */
  static Value of(Value picture) {
    long count = picture.size(2) * picture.size(3);
    return picture.reshape(1, picture.channels(), count).transpose(0, 2, 1);
  }

  /** The picture whose positions tokens are. */
  static Value picture(Value tokens, long height, long width) {
    return tokens.transpose(0, 2, 1).reshape(1, tokens.size(2), height, width);
  }

  /**
   * Scaled dot-product attention with several heads.
   *
   * @param queries [1,T,C]
   * @param keys [1,S,C]
   * @param values [1,S,C]
   * @return [1,T,C]
   */
  static Value attend(Value queries, Value keys, Value values, int heads) {
    Value query = heads(queries, heads);
    Value scaled = query.times(1 / Math.sqrt((double) query.size(-1)));
    Value heard = Attention.of(scaled, heads(keys, heads), heads(values, heads));
    return heard.transpose(0, 2, 1, 3).reshape(1, queries.size(1), queries.size(2));
  }

  /** [1,T,C] as [1,heads,T,C / heads]. */
  private static Value heads(Value x, int heads) {
    return x.reshape(1, x.size(1), heads, x.size(2) / heads).transpose(0, 2, 1, 3);
  }
}
