package dev.espalier.examples.textdetection;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A picture with text for the detector to find: a shop front with signs, 640 by 480. */
final class Poster {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  private Poster() {}

  static BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawWall(graphics);
    drawSigns(graphics);
    graphics.dispose();
    return image;
  }

  private static void drawWall(Graphics2D graphics) {
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(196, 214, 226), 0, HEIGHT, new Color(226, 214, 196)));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(new Color(150, 96, 72));
    graphics.fillRect(40, 60, 560, 380);
    graphics.setColor(new Color(138, 86, 64));
    for (int y = 60; y < 440; y += 20) {
      for (int x = 40 + y / 20 % 2 * 20; x < 600; x += 40) {
        graphics.drawRect(x, y, Math.min(40, 600 - x), 20);
      }
    }
    graphics.setColor(new Color(70, 110, 140));
    graphics.fillOval(440, 300, 110, 110);
  }

  private static void drawSigns(Graphics2D graphics) {
    graphics.setColor(new Color(24, 66, 52));
    graphics.fillRect(70, 80, 500, 84);
    graphics.setColor(new Color(246, 240, 220));
    StrokeFont.write(graphics, "ESPALIER", 132, 98, 8.2);
    graphics.setColor(new Color(250, 250, 246));
    graphics.fillRect(80, 196, 300, 150);
    graphics.setColor(new Color(30, 30, 36));
    StrokeFont.write(graphics, "PEARS 26", 104, 214, 5);
    StrokeFont.write(graphics, "PLUMS 20", 104, 258, 5);
    StrokeFont.write(graphics, "FRESH FRUIT", 104, 304, 3.6);
    graphics.setColor(new Color(200, 40, 40));
    graphics.fillRect(420, 210, 150, 56);
    graphics.setColor(Color.WHITE);
    StrokeFont.write(graphics, "OPEN", 440, 222, 5);
  }
}
