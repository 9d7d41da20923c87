package dev.espalier.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A damaged model; the same number gives the same damage.
 *
 * @param name says how to make it again
 */
record FuzzCase(String name, byte[] bytes) {
  /** A model in which fields were changed. */
  static FuzzCase ofFields(Map<String, ModelProto> seeds, int number) {
    String seed = seed(seeds, number);
    MutateFields mutate = new MutateFields(seeds.get(seed), new Random(number));
    return new FuzzCase("fields of " + seed + ", case " + number, mutate.next().toByteArray());
  }

  /** A model in whose file bytes were changed. */
  static FuzzCase ofBytes(Map<String, ModelProto> seeds, int number) {
    Random random = new Random(number);
    String seed = seed(seeds, number);
    byte[] other = seeds.get(seed(seeds, random.nextInt(seeds.size()))).toByteArray();
    byte[] good = seeds.get(seed).toByteArray();
    return new FuzzCase(
        "bytes of " + seed + ", case " + number, new MutateBytes(good, other, random).next());
  }

  private static String seed(Map<String, ModelProto> seeds, int number) {
    return List.copyOf(seeds.keySet()).get(number % seeds.size());
  }
}
