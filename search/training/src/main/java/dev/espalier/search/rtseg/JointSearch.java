package dev.espalier.search.rtseg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.espalier.ir.Tensor;
import dev.espalier.search.config.OptimizerConfig;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.cost.Regulariser;
import dev.espalier.search.cost.Regulariser.Term;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Choosing.Branches;
import dev.espalier.search.djl.Draws;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Pass;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import dev.espalier.search.method.Decisions;
import dev.espalier.search.method.SearchTask;
import dev.espalier.search.train.Batch;
import dev.espalier.search.train.Optimizer;
import dev.espalier.search.train.TrainingMethod;
import dev.espalier.search.train.WeightTraining;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains weights, scores of channels and logits of choices together. The pull towards the target
 * takes the probabilities of the branches, not the sampled one, so that every branch feels its cost
 * at each step. Scores and logits have an optimizer of their own and do not decay.
 */
final class JointSearch implements TrainingMethod {
  private static final long SALT = 0x47756D62656CL;

  private final SearchTask task;
  private final SearchConfig config;
  private final WeightTraining weights;
  private final Timetable timetable;
  private final Regulariser regulariser;
  private final Decisions decisions;
  private final Optimizer optimizer;
  private final Draws draws;
  private final NDManager manager = PyTorch.newManager();
  private final NDArray growths = manager.zeros(new Shape(1));
  private boolean[][] passing = {};

  JointSearch(SearchTask task) {
    this.task = task;
    this.config = task.config();
    this.timetable = new Timetable(config, config.steps().search());
    this.regulariser = new Regulariser(task.cost(), task.target(), config.regulariser().hinge());
    this.decisions = new Decisions(task.cost().space(), task.parameters());
    this.weights = task.weights(task.teacher().objective(), config.steps().search());
    List<Parameter> searched =
        Stream.concat(decisions.scores().stream(), decisions.logits().stream()).toList();
    this.optimizer = Optimizer.of(adam(config.scores()), searched, task.protection());
    this.draws = new Draws(config.seed() ^ SALT);
    List<String> names = searched.stream().map(Parameter::name).toList();
    task.parameters().train(p -> !p.isDecision() || names.contains(p.name()));
  }

  private static OptimizerConfig adam(SearchConfig.ScoresConfig config) {
    return new OptimizerConfig(
        OptimizerConfig.Method.ADAMW, config.rate(), 0, config.betas(), 0, false);
  }

  @Override
  public void begin() {
    passing = decisions.passing();
    task.protection().follow(task.parameters());
  }

  @Override
  public Map<String, Double> step(long step, Batch batch) {
    if (timetable.choicesFreeze(step)) {
      decisions.setBranches(RtSegSearch.branches(task, decisions));
    }
    Term pull = regulariser.of(decisions.scoreValues(), logits(step));
    double beta = timetable.beta((long) growths.getFloat());
    Map<String, Double> figures =
        weights.step(step, batch, choosing(step), pass -> update(pass, step, pull, beta));
    figures.merge(LOSS, beta * pull.value(), Double::sum);
    figures.put("regulariser", pull.value());
    figures.put("cost", pull.expected());
    figures.put("beta", beta);
    figures.put("temperature", timetable.temperature(step));
    figures.put("flips", (double) flips());
    if (timetable.mayGrow(step) && pull.value() > config.regulariser().tolerance()) {
      Tensors.set(growths, growths.getFloat() + 1);
    }
    return figures;
  }

  /** Once choices are frozen, the chosen branches are certain. */
  private double[][] logits(long step) {
    return timetable.choicesAreFrozen(step)
        ? decisions.certain(decisions.branches())
        : decisions.logitValues();
  }

  private Choosing choosing(long step) {
    if (timetable.choicesAreFrozen(step)) {
      return Choosing.BEST;
    }
    Branches branches =
        switch (config.execute()) {
          case SAMPLED -> Branches.SAMPLED_AND_SKIP;
          case ALL -> Branches.ALL;
        };
    return new Choosing.Sampled(timetable.temperature(step), draws, step, branches);
  }

  private void update(Pass pass, long step, Term pull, double beta) {
    if (!timetable.choicesAreFrozen(step)) {
      for (int c = 0; c < decisions.logits().size(); c++) {
        update(pass, decisions.logits().get(c), floats(pull.byLogit()[c], beta), step);
      }
    }
    if (!timetable.masksAreFrozen(step)) {
      for (int g = 0; g < decisions.scores().size(); g++) {
        Parameter scores = decisions.scores().get(g);
        update(pass, scores, floats(pull.byScore()[g], beta), step);
        float[] values = scores.value().toFloatArray();
        Tensors.set(scores.value(), ClampScores.of(values, config.minChannels()));
      }
    }
  }

  private static float[] floats(double[] values, double factor) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (factor * values[i]);
    }
    return floats;
  }

  private void update(Pass pass, Parameter parameter, float[] pull, long step) {
    Tensor tensor = Tensor.floats(new long[] {pull.length}, pull);
    NDArray own = Tensors.toArray(parameter.value().getManager(), tensor);
    NDArray gradient = pass.gradient(parameter).map(own::add).orElse(own);
    optimizer.update(parameter, gradient, config.scores().rate(), step);
  }

  /** How many channels were turned on or off in this step. */
  private int flips() {
    boolean[][] now = decisions.passing();
    int flips = 0;
    for (int g = 0; g < now.length; g++) {
      for (int c = 0; c < now[g].length; c++) {
        flips += now[g][c] != passing[g][c] ? 1 : 0;
      }
    }
    passing = now;
    if (flips > 0) {
      task.protection().follow(task.parameters());
    }
    return flips;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(weights.state());
    optimizer.state().forEach((name, array) -> state.put("scores/" + name, array));
    state.put("scores/growths", growths);
    return state;
  }

  @Override
  public void close() {
    weights.close();
    optimizer.close();
    manager.close();
  }
}
