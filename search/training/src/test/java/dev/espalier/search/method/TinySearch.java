package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Interruption;
import dev.espalier.search.train.MetricsFile;
import dev.espalier.search.train.Progress;
import dev.espalier.search.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Searches of a tiny supernet on tiny street scenes, in the folders of a test. */
record TinySearch(Path base, int threads, String more) {
  static final String TEXT =
      """
      graph @tiny(%image: f32[1,3,24,32]) {
        %stem = conv(%image, %w1=f32[16,3,3,3]#rand(1)) {pads=[1,1,1,1], strides=[2,2]}
        %stem.bn = batch_normalization(%stem, %g1=f32[16]#fill(1), %b1=f32[16]#fill(0), %m1=f32[16]#fill(0), %v1=f32[16]#fill(1))
        %stem.relu = relu(%stem.bn)
        %skip0 = channel_mask(%stem.relu, %stem.scores=f32[16]#fill(1))
        %wide = conv(%skip0, %w2=f32[64,16,1,1]#rand(2))
        %wide.bn = batch_normalization(%wide, %g2=f32[64]#fill(1), %b2=f32[64]#fill(0), %m2=f32[64]#fill(0), %v2=f32[64]#fill(1))
        %wide.relu = relu(%wide.bn)
        %wide.mask = channel_mask(%wide.relu, %wide.scores=f32[64]#fill(1))
        %narrow = conv(%wide.mask, %w3=f32[16,64,3,3]#rand(3)) {pads=[1,1,1,1]}
        %narrow.bn = batch_normalization(%narrow, %g3=f32[16]#fill(1), %b3=f32[16]#fill(0), %m3=f32[16]#fill(0), %v3=f32[16]#fill(1))
        %skip = channel_mask(%narrow.bn, %scores=f32[16]#fill(1))
        %a = conv(%skip, %w6=f32[16,16,3,3]#rand(6), %b6=f32[16]#fill(0)) {pads=[1,1,1,1]}
        %a.mask = channel_mask(%a, %scores)
        %lir = add(%skip, %a.mask)
        %point = conv(%skip, %w4=f32[16,16,1,1]#rand(4), %b4=f32[16]#fill(0))
        %point.mask = channel_mask(%point, %scores)
        %other = add(%skip, %point.mask)
        %block = choice(%skip, %lir, %other, %start=f32[3]#fill(0))
        %classes = conv(%block, %w5=f32[8,16,1,1]#rand(5), %b5=f32[8]#fill(0))
        %y = resize(%classes) {axes=[2,3], scales=[2,2], mode=linear}
        return %y
      }
      """;

  static final Graph SUPERNET = IrParser.parse(TEXT);

  private static final String CONFIG =
      """
      network: {name: tiny.onnx}
      data:
        train: streets
        streets: {train: 12, validation: 3, size: [32, 24]}
      target: {keep: 0.5}
      batch: 3
      steps: {supernet: 14, search: 16, finetune: 10}
      recalibration: 2
      evaluateEvery: 8
      saveEvery: 5
      threads: %d
      %s
      """;

  /** Writes the supernet. */
  static TinySearch in(Path base) throws IOException {
    return of(SUPERNET, base);
  }

  /** Writes another supernet. */
  static TinySearch of(Graph supernet, Path base) throws IOException {
    new OnnxWriter().write(OnnxModel.of(supernet), base.resolve("tiny.onnx"));
    return new TinySearch(base, 1, "");
  }

  TinySearch with(String keys) {
    return new TinySearch(base, threads, keys);
  }

  TinySearch withThreads(int other) {
    return new TinySearch(base, other, more);
  }

  SearchConfig config() {
    return SearchConfig.parse("search.yaml", CONFIG.formatted(threads, more));
  }

  Path file(String folder, String name) {
    return base.resolve(folder).resolve(name);
  }

  /** Starts in a folder, or goes on there. */
  Optional<SearchSummary> go(String folder, Progress progress, Interruption interruption)
      throws IOException {
    return job(folder).run(progress, interruption);
  }

  /** The search in a folder, which goes on if it has begun. */
  SearchJob job(String folder) {
    return new SearchJob(config(), base, base.resolve(folder), true, TinySearch::compile);
  }

  SearchSummary go(String folder) throws IOException {
    return go(folder, Progress.NONE, new Interruption()).orElseThrow();
  }

  private static boolean compile(Path supernet, Path folder) throws IOException {
    Graph small = Pipeline.standard(OnnxReader.read(supernet).graph()).graph();
    new OnnxWriter().write(OnnxModel.of(small), folder.resolve(RunFolder.MODEL));
    return true;
  }

  byte[] checkpoint(String folder) throws IOException {
    return Files.readAllBytes(file(folder, Checkpoint.FILE));
  }

  byte[] supernet(String folder) throws IOException {
    return Files.readAllBytes(file(folder, SearchJob.SUPERNET));
  }

  /** The metrics without what depends on the machine. */
  List<String> metrics(String folder) throws IOException {
    return Files.readAllLines(file(folder, MetricsFile.FILE)).stream()
        .map(line -> line.replaceAll(",\"(imagesPerSecond|residentBytes)\":[^,}]*", ""))
        .toList();
  }
}
