package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.check.EquivalenceRow;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a compile did; {@code report.json} has these names in this order. Fractions are fractions,
 * never percentages.
 *
 * @param schemaVersion of the fields here; 1
 * @param notes exceptions and remarks a reader of the figures must know, one sentence each
 * @param equivalence one row per output and file; empty when the check was left out
 * @param timings milliseconds by step; the only part that differs between two runs
 */
public record CompileReport(
    int schemaVersion,
    Tool tool,
    Input input,
    List<Output> outputs,
    List<PassChanges> passes,
    Channels channels,
    List<ChoiceMade> choices,
    List<EquivalenceRow> equivalence,
    List<Lint> lints,
    List<String> notes,
    SortedMap<String, Long> timings) {
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
      SortedMap<String, Integer> opaque) {}

  /**
   * One written model.
   *
   * @param bytes of the file and of those with its weights
   */
  public record Output(
      String format,
      String file,
      String sha256,
      long bytes,
      int nodes,
      long parameters,
      long macs,
      long opset) {}

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
      List<Reason> reasons) {}

  /** Why channels were kept: a reason of a closed list, and the value in the way. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Reason(String reason, String value) {}

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
    notes = List.copyOf(notes);
    timings = new TreeMap<>(timings);
  }
}
