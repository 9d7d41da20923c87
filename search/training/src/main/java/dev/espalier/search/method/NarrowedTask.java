package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.Graph;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.Tensors;
import dev.espalier.search.subnet.Subnet;
import dev.espalier.search.train.MaskedSlices;
import dev.espalier.search.train.Protection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task on the network that masks and choices leave of the supernet, which computes the same with
 * less.
 *
 * @param whole the task on the supernet
 * @param task on the small network
 * @param subnet of the supernet as it is trained
 */
record NarrowedTask(SearchTask whole, SearchTask task, Subnet subnet) implements AutoCloseable {
  /** Nothing if the small network cannot be trained in place of the supernet. */
  static Optional<NarrowedTask> of(SearchTask whole) {
    Optional<Subnet> deployed = subnet(whole, whole.deployed());
    return subnet(whole, whole.training())
        .filter(subnet -> deployed.filter(d -> d.sharesSlicesOf(subnet)).isPresent())
        .map(subnet -> new NarrowedTask(whole, task(whole, subnet, deployed.get()), subnet));
  }

  private static Optional<Subnet> subnet(SearchTask whole, Network network) {
    Graph supernet = whole.parameters().written(network.graph());
    Set<String> trained = new HashSet<>(whole.parameters().statistics().keySet());
    whole.parameters().all().stream()
        .filter(parameter -> !parameter.isDecision())
        .map(Parameter::name)
        .forEach(trained::add);
    return Subnet.of(supernet, trained);
  }

  private static SearchTask task(SearchTask whole, Subnet training, Subnet deployed) {
    Parameters parameters = Parameters.of(training.graph());
    return new SearchTask(
        whole.config(),
        whole.data(),
        whole.folder(),
        Network.of(training.graph(), parameters),
        Network.of(deployed.graph(), parameters),
        new Protection(new MaskedSlices(training.graph())),
        whole.cost(),
        whole.target(),
        whole.teacher());
  }

  /** Puts what the small network has learned into the supernet. */
  void writeBack() {
    Map<String, NDArray> supernet = whole.parameters().state();
    task.parameters()
        .state()
        .forEach(
            (name, array) -> {
              if (subnet.slices().containsKey(name)) {
                float[] all = supernet.get(name).toFloatArray();
                subnet.scatter(name, array.toFloatArray(), all);
                Tensors.set(supernet.get(name), all);
              }
            });
  }

  @Override
  public void close() {
    task.training().close();
    task.deployed().close();
    task.protection().close();
    task.parameters().close();
  }
}
