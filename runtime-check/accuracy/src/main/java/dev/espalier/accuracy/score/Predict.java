package dev.espalier.accuracy.score;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.check.Runner;
import dev.espalier.ir.Tensor;
import java.util.Map;

/** What a model sees in pictures; its first output has the scores or classes. */
public record Predict(Runner model, Preprocessing preprocessing) {
  /**
   * The class of every pixel.
   *
   * @throws NotEvaluableException when the model does not take pictures or returns something else
   */
  public LabelMap classes(Picture picture) {
    PictureInput input = PictureInput.of(model.inputs(), preprocessing);
    Picture seen = input.resized(picture);
    String name = model.outputs().get(0).name();
    Tensor output = model.run(Map.of(input.port().name(), input.tensor(seen))).get(name);
    PixelClasses found =
        PixelClasses.of(name, output, input.axes(), seen, picture.width(), picture.height());
    return new LabelMap(picture.width(), picture.height(), found.predicted());
  }
}
