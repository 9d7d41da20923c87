package dev.espalier.accuracy.streets;

/** The sky of a light, with clouds and the sun. */
record Sky(Light light, Noise noise) {
  Colour towards(Vec direction) {
    double height = Math.max(0, direction.y());
    Colour sky = light.horizon().mixed(light.zenith(), Math.sqrt(height));
    return sky.mixed(cloud(direction), cover(direction, height)).plus(glare(direction));
  }

  private Colour cloud(Vec direction) {
    Colour grey = light.horizon().mixed(light.zenith(), 0.3).times(0.9);
    double lit = 0.5 + 0.5 * light.sun().dot(direction);
    return grey.plus(light.sunlight().times(0.3 + 0.25 * lit));
  }

  private double cover(Vec direction, double height) {
    double far = 1.6 / (height + 0.12);
    double density = noise.rough(direction.x() * far, direction.z() * far, 7.5);
    double over = (density - 0.85 + 0.7 * light.clouds()) / 0.25;
    return Math.max(0, Math.min(1, over)) * Math.min(1, 0.35 + 4 * height);
  }

  private Colour glare(Vec direction) {
    double near = Math.max(0, light.sun().dot(direction));
    double p4 = near * near * near * near;
    double p16 = p4 * p4 * p4 * p4;
    return light.sunlight().times(0.12 * p16 + 1.5 * p16 * p16 * p16 * p16 * p16 * p16);
  }
}
