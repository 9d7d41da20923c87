package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.score.Predict;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.DjlRunner;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.report.Scene;
import dev.espalier.search.train.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures of the validation, and what the trained supernet and the compiled model see in them.
 *
 * @param model the compiled model, if there is one
 */
record ShowScenes(SearchTask task, Optional<Path> model) {
  private static final int MOST = 4;

  List<Scene> run() {
    List<Scene> scenes = supernet();
    return model.map(file -> compiled(file, scenes)).orElse(scenes);
  }

  private List<Scene> supernet() {
    Graph graph = task.deployed().graph();
    Path file = task.folder().file(SupernetPhase.FILE);
    try (Parameters parameters = Parameters.of(graph);
        Network network = Network.of(graph, parameters);
        DjlRunner runner = DjlRunner.of(network, Choosing.Given.largest(graph))) {
      Map<String, NDArray> state = parameters.state();
      Checkpoint.read(file).part(state.keySet()).restore(file, state);
      Predict supernet = new Predict(runner, preprocessing());
      DataSet data = task.data().data().validation();
      List<Scene> scenes = new ArrayList<>();
      for (int i = 0; i < Math.min(MOST, data.size()); i++) {
        scenes.add(Scene.of(data.sample(i)).with("supernet", supernet));
      }
      return scenes;
    }
  }

  private List<Scene> compiled(Path file, List<Scene> scenes) {
    Settings settings = new Settings(Optimise.ALL, task.config().usedThreads());
    try (OnnxRuntimeRunner runner = OnnxRuntimeRunner.open(file, settings)) {
      Predict compiled = new Predict(runner, preprocessing());
      return scenes.stream().map(scene -> scene.with("compiled", compiled)).toList();
    }
  }

  private Preprocessing preprocessing() {
    return task.config().data().preprocessing();
  }
}
