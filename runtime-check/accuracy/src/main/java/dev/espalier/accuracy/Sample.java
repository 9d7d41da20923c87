package dev.espalier.accuracy;

/**
 * A picture and its classes, both of the same size.
 *
 * @param name unique in its data set
 */
public record Sample(String name, Picture picture, LabelMap labels) {
  public Sample {
    if (picture.width() != labels.width() || picture.height() != labels.height()) {
      throw new DataException(
          "%s: the picture has %d x %d pixels, its labels %d x %d",
          name, picture.width(), picture.height(), labels.width(), labels.height());
    }
  }
}
