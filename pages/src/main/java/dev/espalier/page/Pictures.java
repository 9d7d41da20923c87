package dev.espalier.page;

import java.util.List;

/**
 * Pictures, what networks see in them, and the colours of the classes.
 *
 * @param rows one per scene
 * @param classes those that are seen
 */
public record Pictures(List<Row> rows, List<ClassColour> classes) {
  /** No pictures. */
  public static final Pictures NONE = new Pictures(List.of(), List.of());

  /** The pictures of one scene. */
  public record Row(String name, List<Shown> shown) {
    public Row {
      shown = List.copyOf(shown);
    }
  }

  /**
   * A picture.
   *
   * @param text what is in it, for those who do not see it
   * @param source the picture itself as a {@code data:} address
   */
  public record Shown(String caption, String text, String source) {}

  /** A class, and its colour as {@code #RRGGBB}. */
  public record ClassColour(String name, String colour) {}

  public Pictures {
    rows = List.copyOf(rows);
    classes = List.copyOf(classes);
  }
}
