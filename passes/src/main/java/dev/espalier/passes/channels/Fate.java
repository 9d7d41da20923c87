package dev.espalier.passes.channels;

/** What became of a channel that carries nothing; later ones cost more. */
public enum Fate {
  /** It is gone, and nothing stands for it. */
  REMOVED,
  /** Its constant is part of a bias or of another constant. */
  FOLDED,
  /** Its constant is carried by another constant channel. */
  CARRIED,
  /** What it contributes is added as a constant map. */
  MAPPED,
  /** It stays, for a reason. */
  KEPT
}
