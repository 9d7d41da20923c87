package dev.espalier.examples.textdetection;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * Capital letters made of strokes, so that a machine without fonts can write. A letter is drawn in
 * a box of 4 by 6 units; a glyph lists the corners of its strokes, as x and y digits, with a space
 * between strokes.
 */
final class StrokeFont {
  private static final double ADVANCE = 5.6;
  private static final Map<Character, String> GLYPHS = new HashMap<>();

  static {
    GLYPHS.put('A', "062046 1434");
    GLYPHS.put('B', "06003041423303 033344453606");
    GLYPHS.put('C', "4130100105163645");
    GLYPHS.put('D', "060020423436160606");
    GLYPHS.put('E', "40000646 0333");
    GLYPHS.put('F', "400006 0333");
    GLYPHS.put('H', "0006 4046 0343");
    GLYPHS.put('I', "2026");
    GLYPHS.put('K', "0006 4003 0346");
    GLYPHS.put('L', "000646");
    GLYPHS.put('M', "0600234046");
    GLYPHS.put('N', "06004640");
    GLYPHS.put('O', "10304145361605011030");
    GLYPHS.put('P', "06003041423303");
    GLYPHS.put('R', "06003041423303 2346");
    GLYPHS.put('S', "4130100102134445361605");
    GLYPHS.put('T', "0040 2026");
    GLYPHS.put('U', "000516364540");
    GLYPHS.put('W', "0016233640");
    GLYPHS.put('X', "0046 4006");
    GLYPHS.put('0', "10304145361605011030");
    GLYPHS.put('2', "0110304142064646");
    GLYPHS.put('6', "3010010516364544330304");
  }

  private StrokeFont() {}

  /** Writes a line with its upper left corner at (x, y); {@code unit} pixels are one unit. */
  static void write(Graphics2D graphics, String text, double x, double y, double unit) {
    float width = (float) (unit * 0.95);
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        graphics.draw(glyph(text.charAt(i), x + i * ADVANCE * unit, y, unit));
      }
    }
  }

  private static Path2D glyph(char letter, double x, double y, double unit) {
    String strokes = GLYPHS.get(letter);
    if (strokes == null) {
      throw new IllegalArgumentException("no strokes for the letter " + letter);
    }
    Path2D path = new Path2D.Double();
    for (String stroke : strokes.split(" ", -1)) {
      for (int i = 0; i + 1 < stroke.length(); i += 2) {
        double px = x + (stroke.charAt(i) - '0') * unit;
        double py = y + (stroke.charAt(i + 1) - '0') * unit;
        if (i == 0) {
          path.moveTo(px, py);
        } else {
          path.lineTo(px, py);
        }
      }
    }
    return path;
  }
}
