package dev.espalier.search.subnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Rebuild;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  private static Set<String> trained(Graph graph) {
    try (Parameters parameters = Parameters.of(graph)) {
      Set<String> trained = new HashSet<>(parameters.statistics().keySet());
      parameters.all().stream()
          .filter(parameter -> !parameter.isDecision())
          .map(Parameter::name)
          .forEach(trained::add);
      return trained;
    }
  }

  private static Optional<Subnet> subnet(Graph graph) {
    return Subnet.of(graph, trained(graph));
  }

  /** Numbers for everything that is trained, none of them zero. */
  private static Graph random(Graph graph, long seed) {
    Rebuild rebuild = new Rebuild(graph);
    for (String name : trained(graph)) {
      Tensor tensor = graph.constants().get(name);
      float[] elements = new float[(int) tensor.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) (0.1 + SplitMix64.unit(seed + name.hashCode(), i));
      }
      rebuild.constant(name, Tensor.floats(tensor.shape(), elements));
    }
    graph.nodes().forEach(rebuild::node);
    return rebuild.build();
  }

  private static Graph decided(Graph supernet, long seed) {
    SearchSpace space = SearchSpace.of(supernet);
    boolean[][] passing = new boolean[space.groups().size()][];
    for (int g = 0; g < passing.length; g++) {
      passing[g] = new boolean[space.groups().get(g).channels()];
      for (int c = 0; c < passing[g].length; c++) {
        passing[g][c] = c == 0 || SplitMix64.unit(seed + g, c) < 0.6;
      }
    }
    int[] branches = new int[space.choices().size()];
    for (int c = 0; c < branches.length; c++) {
      int count = space.choices().get(c).branches();
      branches[c] = (int) (count * SplitMix64.unit(seed - 1, c));
    }
    return space.decided(supernet, passing, branches);
  }

  private static List<Tensor> run(Graph graph) {
    Map.Entry<String, TensorType> input = graph.inputs().entrySet().iterator().next();
    long[] shape = input.getValue().dims().stream().mapToLong(Dim::value).toArray();
    double[] elements = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(elements, i -> 2 * SplitMix64.unit(9, i) - 1);
    Tensor picture = Tensor.of(ElementType.F32, shape, elements);
    return new Interpreter(Precision.F64).run(graph, Map.of(input.getKey(), picture));
  }

  /** Every block of the zoo's search spaces comes out smaller, and computes the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void computesWhatTheSupernetComputes(long seed) {
    Architecture architecture = Zoo.named("rtseg-small").orElseThrow();
    Graph whole =
        architecture.build(
            architecture.published().withClasses(3).withSize(64, 64).withAuxiliary(true));
    Graph supernet = decided(random(whole, seed), seed);
    Subnet subnet = subnet(supernet).orElseThrow();
    assertThat(subnet.graph().nodes())
        .noneMatch(node -> node.op() instanceof ChannelMask || node.op() instanceof Choice);
    assertThat(size(subnet.graph())).isLessThan(0.8 * size(supernet));
    List<Tensor> wanted = run(supernet);
    List<Tensor> found = run(subnet.graph());
    for (int i = 0; i < wanted.size(); i++) {
      assertEqual(found.get(i).toDoubles(), wanted.get(i).toDoubles());
    }
    assertSlices(supernet, subnet);
  }

  private static double size(Graph graph) {
    return graph.constants().values().stream().mapToDouble(Tensor::size).sum();
  }

  private static void assertEqual(double[] found, double[] wanted) {
    double range = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
    assertThat(found).containsExactly(wanted, within(1e-9 * range));
  }

  private static void assertSlices(Graph supernet, Subnet subnet) {
    subnet
        .slices()
        .forEach(
            (name, places) -> {
              float[] all = supernet.constants().get(name).toFloats();
              float[] own = subnet.graph().constants().get(name).toFloats();
              assertThat(own).isEqualTo(Subnet.gather(all, places));
              subnet.scatter(name, new float[own.length], all);
              assertThat(Subnet.gather(all, places)).containsOnly(0);
            });
  }

  private static final String MASKED_AHEAD =
      """
      graph @ahead(%x: f32[2,3,4,4]) {
        %a = conv(%x, %w=f32[4,3,1,1]#rand(1))
        %m = channel_mask(%a, %scores=f32[4]#[1,0,1,1])
        %n = batch_normalization(%m, %gamma=f32[4]#rand(2), %beta=f32[4]#rand(3), %mean=f32[4]#rand(4), %variance=f32[4]#fill(1))
        %y = conv(%n, %u=f32[2,4,1,1]#rand(5))
        return %y
      }
      """;

  /** What a masked channel becomes there depends on numbers that training changes. */
  @Test
  void aMaskAheadOfANormalisationStays() {
    assertThat(subnet(IrParser.parse(MASKED_AHEAD))).isEmpty();
  }
}
