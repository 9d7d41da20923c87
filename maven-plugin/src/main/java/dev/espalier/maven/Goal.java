package dev.espalier.maven;

import dev.espalier.compiler.Refusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals have in common: when they are skipped, and how they fail. */
abstract class Goal extends AbstractMojo {
  /**
   * Skips all goals of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder for the compiled models and their reports.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "espalier.outputDirectory",
      defaultValue = "${project.build.directory}/generated-resources/espalier")
  private File outputDirectory;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** The parameter that skips only this goal, when it is set. */
  abstract Optional<String> skippedBy();

  /** Does the work. */
  abstract void run() throws IOException, MojoFailureException;

  @Override
  public final void execute() throws MojoFailureException, MojoExecutionException {
    Optional<String> reason = skip ? Optional.of("espalier.skip") : skippedBy();
    if (reason.isPresent()) {
      getLog().info("skipped (" + reason.get() + ")");
      return;
    }
    try {
      run();
    } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
      throw failure(e);
    }
  }

  private MojoFailureException failure(Throwable cause) throws MojoExecutionException {
    Optional<Refusal> refusal = Refusal.of(cause);
    if (refusal.isPresent()) {
      String code = refusal.get().reason().map(text -> " (reason_code=" + text + ")").orElse("");
      String message = refusal.get().message() + code;
      return new MojoFailureException(Wording.advise(message, "model"), cause);
    }
    if (cause instanceof IOException) {
      String message = "a file cannot be read or written: " + cause;
      return new MojoFailureException(Wording.advise(message, "model", "outputDirectory"), cause);
    }
    throw new MojoExecutionException(
        "internal error: " + cause + "; please report it with the model", cause);
  }

  final MavenProject project() {
    return project;
  }

  final String executionId() {
    return execution.getExecutionId();
  }

  final Path outputs() {
    return outputDirectory.toPath().toAbsolutePath().normalize();
  }

  /** What is known about the outputs from the last compile. */
  final StateFile state() {
    Path base = project.getBasedir().toPath().toAbsolutePath().normalize();
    return StateFile.of(buildFolder(), base, outputs());
  }

  /** A folder of the plugin's own, which {@code clean} removes. */
  final Path buildFolder() {
    return Path.of(project.getBuild().getDirectory(), "espalier");
  }
}
