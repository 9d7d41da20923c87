package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.CompileReport.LedgerEntry;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Configuration;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A6: networks of the zoo, narrow and on small pictures, with random masks, from file to file: what
 * is compiled computes in ONNX Runtime and TFLite what the masked network computes, and no masked
 * channel is left.
 */
class ZooTest {
  @TempDir Path folder;

  /** In TopFormer, nothing reads the first part of this; other blocks hold on to its channels. */
  private static final String UNREAD = "trans3\\.fc2.*";

  /** Networks of convolutions, and all for segmentation, run on the GPU of a phone as a whole. */
  @ParameterizedTest
  @CsvSource({
    "densenet121, 64",
    "shufflenet-v2, 64",
    "mobilenet-v3-large, 64",
    "lraspp-mobilenet-v3-large, 64",
    "deeplabv3-resnet50, 64",
    "deeplabv3-mobilenet-v3-large, 64",
    "deeplabv3plus-mbv2-full-city, 64",
    "deeplabv3plus-r50-lite-voc, 64",
    "deeplabv3plus-mbv2-mmseg-os16-ade, 64",
    "pspnet-mbv2-os8-ade, 64",
    "pspnet-r50-voc, 65",
    "bisenet-r18-city-full, 64",
    "stdc1-seg-city-infer, 64",
    "pidnet-s-city-full, 64",
    "lraspp-mbv2-os16-ade, 64",
    "lraspp-mbv3l-mmseg-os8-city, 64",
    "topformer-tiny-ade, 136",
    "bisenetv2-city, 64",
    "segformer-b0-ade, 64",
    "rtseg-supernet-C-table4, 64",
    "etf-min, 128",
  })
  void runsOnTheGpu(String name, int size) throws Exception {
    compile(name, size, Target.GPU_SAFE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit-b-16", "swin-t"})
  void runsOnTheCpu(String name) throws Exception {
    compile(name, 64, Target.ANY);
  }

  private void compile(String name, int size, Target target) throws Exception {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Configuration published = architecture.published().withClasses(5).withSize(size, size);
    Configuration small = published.withScale(1 / 8.0).withRandomStatistics();
    PruneOptions half = new PruneOptions(PruneMethod.RANDOM, 0.5, 1, List.of(), 3);
    Graph masked = Prune.run(architecture.build(small), half).graph();
    Path file = folder.resolve("masked.onnx");
    new OnnxWriter().write(OnnxModel.of(masked), file);
    assertThat(MacCounter.count(OnnxReader.read(file).graph()).parameters())
        .isEqualTo(MacCounter.count(masked).parameters());
    CompileOptions options =
        CompileOptions.builder().tflite(TfliteOptions.DEFAULTS.withTarget(target)).build();
    CompileResult result = new CompileJob(file, folder.resolve("out"), options).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().input().opaque()).isEmpty();
    assertThat(result.report().equivalence()).hasSize(3).allMatch(row -> row.pass());
    assertThat(result.report().channels().ledger())
        .filteredOn(entry -> !entry.value().matches(UNREAD))
        .extracting(LedgerEntry::kept)
        .containsOnly(0);
  }
}
