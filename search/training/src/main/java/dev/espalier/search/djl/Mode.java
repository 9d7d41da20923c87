package dev.espalier.search.djl;

/** Which statistics batch normalisations use. */
public enum Mode {
  /** Those of the batch; the running ones move towards them. */
  TRAIN,
  /** Those of the batch; the running ones become them. */
  MEASURE,
  /** The running ones, unchanged. */
  EVALUATE
}
