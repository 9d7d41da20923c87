package dev.espalier.zoo;

import java.util.List;

/** The part of a network that makes features of a picture. */
@FunctionalInterface
interface Backbone {
  /**
   * The last features at 1/4, 1/8, 1/16 and 1/32 of the picture's size, in the scope of the
   * picture.
   *
   * @param outputStride pixels per element of the last ones: 8, 16 or 32; where a stride is left
   *     out for it, what is behind is dilated in its place
   */
  List<Value> stages(Value image, int outputStride);
}
