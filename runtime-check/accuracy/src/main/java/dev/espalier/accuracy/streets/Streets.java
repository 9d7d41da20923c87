package dev.espalier.accuracy.streets;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import dev.espalier.ir.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Synthetic street scenes of eight classes ({@link StreetClass}), seen from a car. Picture i of a
 * seed is a function of the seed, i and the size alone, with the same pixels on every machine.
 *
 * @param seed what the scenes are drawn from
 * @param first the number of the first scene, so that two sets of a seed can be disjoint
 * @param size how many scenes there are
 * @param width of a picture, in pixels
 * @param height of a picture, in pixels
 */
public record Streets(long seed, int first, int size, int width, int height) implements DataSet {
  public static final int DEFAULT_WIDTH = 240;
  public static final int DEFAULT_HEIGHT = 160;

  /** The fewest pixels of a side. */
  public static final int LEAST = 16;

  /** The number of the first scene for validation, which training never reaches. */
  public static final int VALIDATION = 1_000_000_000;

  public Streets {
    if (first < 0 || size < 1 || width < LEAST || height < LEAST) {
      throw new IllegalArgumentException(
          "one scene or more, of at least %d x %d pixels, not %d of %d x %d"
              .formatted(LEAST, LEAST, size, width, height));
    }
  }

  /** Scenes of the default size. */
  public Streets(long seed, int first, int size) {
    this(seed, first, size, DEFAULT_WIDTH, DEFAULT_HEIGHT);
  }

  @Override
  public String name(int i) {
    return String.format(Locale.ROOT, "street-%06d", first + i);
  }

  @Override
  public Sample sample(int i) {
    Draws draws = new Draws(SplitMix64.bits(seed, first + (long) i));
    Scene scene = Scene.draw(draws);
    Camera camera = camera(scene.ground().street(), draws.named("camera"));
    return new Photograph(scene, camera, draws.named("photograph")).take(name(i));
  }

  @Override
  public List<String> classes() {
    return Arrays.stream(StreetClass.values()).map(StreetClass::text).toList();
  }

  /** In the right lane, at the height of a windscreen, looking along the road. */
  private Camera camera(Street street, Draws draws) {
    double lane = 0.5 * Street.LANE + draws.between(-0.6, 0.6);
    double eye = draws.between(1.25, 1.9);
    double far = 30;
    Vec target =
        new Vec(
            street.middle(far) + 0.5 * lane + draws.between(-4, 4),
            eye + draws.between(-1.6, 1.8),
            far);
    return Camera.towards(new Vec(lane, eye, 0), target, draws.between(0.65, 0.85), width, height);
  }
}
