package dev.espalier.maven;

import dev.espalier.compiler.Checksums;
import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Folders;
import dev.espalier.compiler.OptionValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Checks what the goal compile wrote, and changes nothing: the files are the ones that were
 * written; compiling again gives the same bytes; they are equal to the model, within the budgets,
 * without lints at the level error; and as accurate on data as asked for. What was not set here is
 * as it was for compile.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.NONE,
    threadSafe = true)
public final class CheckGoal extends GateParameters {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.skipCheck", defaultValue = "false")
  private boolean skipCheck;

  /**
   * A folder or tar archive of pictures with labels, on which the accuracy of each written model is
   * measured.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.data")
  private File data;

  /**
   * The part of the data, such as {@code val}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.split")
  private String split;

  /**
   * The least mean IoU on the data, from 0 to 1.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.minMiou")
  private String minMiou;

  @Override
  Optional<String> skippedBy() {
    return skipCheck ? Optional.of("espalier.skipCheck") : Optional.empty();
  }

  @Override
  void run() throws IOException, MojoFailureException {
    CompileState written =
        state().read().orElseThrow(() -> stale("nothing was compiled into " + outputs()));
    requireUnchanged(written);
    Path again = buildFolder().resolve("check-" + executionId());
    try {
      compileAgain(written, again);
    } finally {
      Folders.delete(again);
    }
    measure();
    getLog().info("checked: " + outputs());
  }

  private static MojoFailureException stale(String what) {
    return new MojoFailureException(
        what
            + ". Suggestion: run the goal compile (mvn espalier:compile), or see <outputDirectory>"
            + " (-Despalier.outputDirectory=DIR)");
  }

  private void requireUnchanged(CompileState written) throws IOException, MojoFailureException {
    Optional<String> changed = UpToDate.changedFile(outputs(), written);
    if (changed.isPresent()) {
      throw stale(changed.get());
    }
    Inputs inputs = new Inputs(Path.of(written.model()), written.options());
    Optional<String> input = CompileState.difference(written.inputs(), inputs.digests());
    if (input.isPresent()) {
      throw stale(input.get() + " has changed since it was compiled");
    }
  }

  /** The same compile, with the gates that were asked for here. */
  private void compileAgain(CompileState written, Path folder)
      throws IOException, MojoFailureException {
    Given given = gates(new Given(written.options()).without(CompileArguments.NO_VERIFY));
    CompileArguments arguments = new CompileArguments(given.options());
    CompileJob job = new CompileJob(Path.of(written.model()), folder, arguments.read());
    CompileResult result = job.run(step -> getLog().debug(step + " ..."));
    new Tell(getLog()).result(result);
    Tell.requireNone(result.failures(), Optional.empty());
    Optional<String> other =
        CompileState.difference(Checksums.read(outputs()), Checksums.read(folder));
    if (other.isPresent()) {
      throw stale(other.get() + " has other bytes when it is compiled again");
    }
  }

  private void measure() throws IOException, MojoFailureException {
    if (data == null) {
      if (minMiou != null) {
        throw new MojoFailureException(
            "<minMiou> needs <data>. Suggestion: see <data> (-Despalier.data=DIR)");
      }
      return;
    }
    OptionalDouble least =
        minMiou == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(new OptionValue("min-miou", minMiou).number(0, 1));
    new MeasureAccuracy(data.toPath(), Optional.ofNullable(split), getLog())
        .run(outputs(), Checksums.read(outputs()).keySet(), least);
  }
}
