package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.tflite.GpuReport;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compile did; {@code report.json} has these names in this order. Fractions are fractions,
 * never percentages.
 *
 * @param schemaVersion of the fields here; 1
 * @param checks what had to be the case for the outputs to be put in place, and whether it was
 * @param notes exceptions and remarks a reader of the figures must know, one sentence each
 * @param layout the transposes of the TFLite file; absent without one
 * @param gpu what the GPU delegate of phones would do with the TFLite file; absent without one
 * @param equivalence one row per output, file and runtime; empty when the check was left out
 * @param latency what a run would take on the device that was asked for; absent without one
 * @param timings milliseconds: of the steps, and under {@code run.RUNTIME} the median of a run of
 *     the written model on this machine with one thread; the only part that differs between two
 *     runs
 */
public record CompileReport(
    int schemaVersion,
    Tool tool,
    Input input,
    List<Output> outputs,
    List<PassChanges> passes,
    Channels channels,
    List<ChoiceMade> choices,
    Optional<Layout> layout,
    Optional<GpuReport> gpu,
    List<EquivalenceRow> equivalence,
    Optional<LatencyFigures> latency,
    List<Lint> lints,
    List<Check> checks,
    List<String> notes,
    SortedMap<String, Double> timings) {
  /** The version of the fields. */
  public static final int SCHEMA_VERSION = 1;

  /** The program that compiled. */
  public record Tool(String name, String version) {}

  /**
   * The model that was compiled.
   *
   * @param file its name without folders
   * @param opset of ONNX's own operators
   * @param parameters weights, without mask scores and choice logits
   * @param macs multiply-accumulates at the sizes of {@code shapes}
   * @param masks number of channel masks
   * @param choices number of choices
   * @param shapes sizes of the inputs the figures are for; those of symbolic dims are the defaults
   *     of the check or the ones asked for
   * @param opaque operators that are passed through unchanged, with their number
   * @param external SHA-256 of the files with weights that the model names
   */
  public record Input(
      String file,
      String sha256,
      long opset,
      int nodes,
      long parameters,
      long macs,
      int masks,
      int choices,
      SortedMap<String, long[]> shapes,
      SortedMap<String, Integer> opaque,
      SortedMap<String, String> external) {}

  /**
   * One written model.
   *
   * @param bytes of the file and of those with its weights
   * @param opset of ONNX's own operators, in an ONNX file
   * @param minRuntime the oldest runtime that takes it, of a TFLite file
   * @param operators of a TFLite file, with their versions
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Output(
      String format,
      String file,
      String sha256,
      long bytes,
      int nodes,
      long parameters,
      long macs,
      Optional<Integer> opset,
      Optional<String> minRuntime,
      List<OperatorUse> operators) {
    public Output {
      operators = List.copyOf(operators);
    }
  }

  /** How often a file uses a version of an operator. */
  public record OperatorUse(String name, int version, int count) {}

  /**
   * The transposes left in a TFLite file.
   *
   * @param bytes what a run moves for them
   */
  public record Layout(int transposes, long bytes, List<Moved> reasons) {
    public Layout {
      reasons = List.copyOf(reasons);
    }
  }

  /** A transpose: the node it is made for, the bytes it moves, and why it is there. */
  public record Moved(String node, long bytes, String reason) {}

  /** How much a pass changed. */
  public record PassChanges(String name, int changes) {}

  /** What became of the masked channels, in total and by value. */
  public record Channels(
      int removed, int folded, int carried, int mapped, int kept, List<LedgerEntry> ledger) {
    public Channels {
      ledger = List.copyOf(ledger);
    }
  }

  /**
   * What became of the masked channels of one value.
   *
   * @param axis of the value
   * @param total channels before
   * @param mapBytes the size of the constant maps that stand for the channels that were mapped
   * @param reasons why channels were kept, each with the value in the way
   */
  public record LedgerEntry(
      String value,
      int axis,
      int total,
      int removed,
      int folded,
      int carried,
      int mapped,
      int kept,
      long mapBytes,
      List<Reason> reasons) {}

  /**
   * Why channels were kept: a reason of a closed list, and the value in the way.
   *
   * @param bytes of the constant map that would cost more than the channels; otherwise 0, left out
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Reason(String reason, String value, long bytes) {}

  /** A choice of the supernet: the operand that stays, and those that went. */
  public record ChoiceMade(String name, String kept, List<String> dropped) {}

  /** Something about a written model that a user should look at. */
  public record Lint(String rule, String level, String node, String message) {}

  public CompileReport {
    outputs = List.copyOf(outputs);
    passes = List.copyOf(passes);
    choices = List.copyOf(choices);
    equivalence = List.copyOf(equivalence);
    lints = List.copyOf(lints);
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
    timings = new TreeMap<>(timings);
  }
}
