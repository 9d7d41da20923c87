package dev.espalier.maven;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Explanation;
import dev.espalier.compiler.OptionValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;

/**
 * Compiles a model to ONNX and TFLite files that are proven equal to it, and makes them resources
 * or artifacts of the project. Does nothing when neither the model nor the configuration has
 * changed.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "compile",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresDependencyResolution = ResolutionScope.NONE,
    threadSafe = true)
public final class CompileGoal extends CompileParameters {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.skipCompile", defaultValue = "false")
  private boolean skipCompile;

  /**
   * The model to compile: an ONNX file, a supernet or any other. Either this or {@code
   * modelArtifact}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.model")
  private File model;

  /**
   * The model as an artifact, {@code group:artifact:version[:type[:classifier]]}; the type is onnx
   * without one. It comes from another module of the build, the local or a remote repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.modelArtifact")
  private String modelArtifact;

  /**
   * Compiles although nothing has changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.force", defaultValue = "false")
  private boolean force;

  /**
   * Tells why channels stay and why rules did not apply.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.explain", defaultValue = "false")
  private boolean explain;

  /**
   * Which files become resources of the project: {@code models}, {@code all} (with the reports) or
   * {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.resources", defaultValue = "models")
  private String resources;

  /**
   * The folder for the resources inside the jar.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.targetPath")
  private String targetPath;

  /**
   * Which files become artifacts of the project: {@code models}, {@code all} (with the reports) or
   * {@code none}. A model has its ending as type, and its precision as classifier; of a report the
   * name follows the classifier.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.attach", defaultValue = "none")
  private String attach;

  /**
   * The classifier of attached models, in place of the precision.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.classifier")
  private String classifier;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  private final RepositorySystem repositories;
  private final MavenProjectHelper projectHelper;

  /** Made by Maven. */
  @Inject
  public CompileGoal(RepositorySystem repositories, MavenProjectHelper projectHelper) {
    this.repositories = repositories;
    this.projectHelper = projectHelper;
  }

  @Override
  Optional<String> skippedBy() {
    return skipCompile ? Optional.of("espalier.skipCompile") : Optional.empty();
  }

  @Override
  void run() throws IOException, MojoFailureException {
    Path input = input();
    CompileOptions options = new CompileArguments(options()).read();
    if (options.dryRun()) {
      compile(input, options);
      return;
    }
    CompileState now = new Inputs(input, options()).state(plugin.getArtifacts());
    claimOutputs(now);
    Optional<CompileState> last = state().read();
    Optional<String> reason = new UpToDate(outputs(), now).reasonToCompile(last);
    if (reason.isEmpty() && !force) {
      getLog().info("up to date: " + outputs());
      finish(now.withFiles(last.orElseThrow().files()));
      return;
    }
    getLog().info("compiling " + input + ": " + reason.orElse("<force> is set"));
    finish(now.withFiles(UpToDate.digests(outputs(), compile(input, options).files())));
  }

  private Path input() throws MojoFailureException {
    if ((model == null) == (modelArtifact == null)) {
      throw new MojoFailureException(
          (model == null ? "there is no model" : "there are two models")
              + ". Suggestion: set one of <model> (-Despalier.model=FILE) and <modelArtifact>"
              + " (-Despalier.modelArtifact=GROUP:ARTIFACT:VERSION)");
    }
    if (modelArtifact != null) {
      return new ModelArtifact(modelArtifact).resolve(repositories, session, project());
    }
    if (!model.isFile()) {
      throw new MojoFailureException(
          "there is no file " + model + ". Suggestion: see <model> (-Despalier.model=FILE)");
    }
    return model.toPath();
  }

  /** Two executions in one build must not take turns in one folder. */
  private void claimOutputs(CompileState now) throws MojoFailureException {
    Object other = session.getPluginContext(plugin, project()).put(outputs().toString(), now);
    if (other instanceof CompileState earlier && now.changedSince(earlier).isPresent()) {
      throw new MojoFailureException(
          "another execution of this build has compiled something else into "
              + outputs()
              + ". Suggestion: give execution "
              + executionId()
              + " an <outputDirectory> (-Despalier.outputDirectory=DIR) of its own");
    }
  }

  private CompileResult compile(Path input, CompileOptions options)
      throws IOException, MojoFailureException {
    CompileJob job = new CompileJob(input, outputs(), options);
    CompileResult result = job.run(step -> getLog().debug(step + " ..."));
    Tell tell = new Tell(getLog());
    if (explain) {
      Explanation.of(result).forEach(getLog()::info);
    }
    tell.result(result);
    Tell.requireNone(result.failures(), result.rejected());
    return result;
  }

  private void finish(CompileState written) throws IOException, MojoFailureException {
    state().write(written);
    Publish publish = new Publish(project(), outputs(), written.files().keySet());
    publish.resources(which("resources", resources), Optional.ofNullable(targetPath));
    publish.artifacts(
        which("attach", attach), projectHelper, Optional.ofNullable(classifier), precision());
  }

  private static Publish.Which which(String parameter, String word) {
    String[] words = {"models", "all", "none"};
    String known = new OptionValue(parameter, word).oneOf(words);
    return Publish.Which.valueOf(known.toUpperCase(Locale.ROOT));
  }
}
