package dev.espalier.compiler;

import dev.espalier.check.Candidate;
import dev.espalier.check.Equivalence;
import dev.espalier.check.Equivalence.Observer;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.EvidenceInputs;
import dev.espalier.check.HostTime;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.Reference;
import dev.espalier.check.Runner;
import dev.espalier.check.TfliteRunner;
import dev.espalier.check.Tolerance;
import dev.espalier.page.Pictures;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteOptions.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares written files with the input model, and measures how long they run on this machine. */
final class Verification {
  static final Findings NONE = new Findings(List.of(), Collections.emptySortedMap(), Pictures.NONE);

  private static final OnnxRuntimeRunner.Settings FAST =
      new OnnxRuntimeRunner.Settings(Optimise.ALL, 1);

  private final Path model;
  private final CompileOptions options;
  private final List<EvidenceInput> inputs;

  /**
   * What was found.
   *
   * @param times milliseconds of a run, under {@code run.RUNTIME}
   * @param pictures of what the models see in the first samples
   */
  record Findings(List<EquivalenceRow> rows, SortedMap<String, Double> times, Pictures pictures) {}

  Verification(Path model, CompileOptions options, List<EvidenceInput> inputs) {
    this.model = model;
    this.options = options;
    this.inputs = inputs;
  }

  /** Compares with the input model, or with what stands for it. */
  Findings of(ModelFiles files, Optional<AlignedModel> aligned) throws IOException {
    List<EquivalenceRow> rows = new ArrayList<>();
    SamplePictures pictures = new SamplePictures(EvidenceInputs.samples(inputs));
    if (aligned.isPresent()) {
      rows.addAll(compareAligned(aligned.get(), files, pictures));
      rows.addAll(compare(model, Optional.of(Tolerance.STATED), files, Observer.NONE));
    } else {
      rows.addAll(compare(model, Optional.empty(), files, pictures));
    }
    return new Findings(rows, times(files), pictures.all());
  }

  /** Compares with the input model. */
  List<EquivalenceRow> compare(ModelFiles files) {
    return compare(model, Optional.empty(), files, Observer.NONE);
  }

  private List<EquivalenceRow> compareAligned(
      AlignedModel aligned, ModelFiles files, Observer observer) throws IOException {
    Path temporary = Files.createTempDirectory("espalier");
    try {
      return compare(aligned.write(temporary, model), Optional.empty(), files, observer);
    } finally {
      Folders.delete(temporary);
    }
  }

  private List<EquivalenceRow> compare(
      Path other, Optional<Tolerance> tolerance, ModelFiles files, Observer observer) {
    Deque<Runner> runners = new ArrayDeque<>();
    try (Reference reference = Reference.open(other, inputs)) {
      return Equivalence.compare(
          reference, candidates(files, reference, tolerance, runners), observer);
    } finally {
      runners.forEach(Runner::close);
    }
  }

  /** The written files, each on the runtimes it is made for; the runners are to be closed. */
  private List<Candidate> candidates(
      ModelFiles files, Reference reference, Optional<Tolerance> tolerance, Deque<Runner> runners) {
    List<Candidate> candidates = new ArrayList<>();
    if (files.onnx().isPresent()) {
      Path file = files.path(Format.ONNX);
      runners.add(OnnxRuntimeRunner.open(file, OnnxRuntimeRunner.Settings.PLAIN));
      candidates.add(Candidate.onnx(runners.getLast(), tolerance.orElse(Tolerance.ONNX)));
    }
    if (files.tflite().isPresent()) {
      Path file = files.path(Format.TFLITE);
      TfliteExport export = files.tflite().get();
      runners.add(TfliteRunner.open(file, TfliteRunner.Settings.PLAIN));
      candidates.add(
          Candidate.tflite(
              export,
              runners.getLast(),
              Candidate.TFLITE,
              reference,
              tolerance.orElseGet(this::ofTflite)));
      runners.add(TfliteRunner.open(file, TfliteRunner.Settings.XNNPACK));
      candidates.add(
          Candidate.tflite(
              export, runners.getLast(), Candidate.TFLITE_XNNPACK, reference, Tolerance.STATED));
    }
    return candidates;
  }

  private Tolerance ofTflite() {
    if (options.tolerance().isPresent()) {
      return Tolerance.ofRange(options.tolerance().getAsDouble());
    }
    return options.tflite().precision() == Precision.FP16 ? Tolerance.STATED : Tolerance.TFLITE;
  }

  private SortedMap<String, Double> times(ModelFiles files) {
    SortedMap<String, Double> times = new TreeMap<>();
    if (files.onnx().isPresent()) {
      try (Runner runner = OnnxRuntimeRunner.open(files.path(Format.ONNX), FAST)) {
        double time = HostTime.median(runner, inputs.get(0).tensors());
        times.put("run." + Candidate.ONNX_RUNTIME, time);
      }
    }
    if (files.tflite().isPresent()) {
      Path file = files.path(Format.TFLITE);
      try (Runner runner = TfliteRunner.open(file, TfliteRunner.Settings.XNNPACK)) {
        EvidenceInput input =
            EvidenceInputs.of(runner.inputs(), Map.of(), EvidenceInputs.SEED, Optional.empty())
                .get(0);
        times.put("run." + Candidate.TFLITE_XNNPACK, HostTime.median(runner, input.tensors()));
      }
    }
    return times;
  }
}
