package dev.espalier.maven;

import dev.espalier.compiler.Checksums;
import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes compiled files part of a project.
 *
 * @param files names of everything that was written into the folder
 */
record Publish(MavenProject project, Path folder, Collection<String> files) {
  /** Which of the files. */
  enum Which {
    NONE,
    MODELS,
    ALL
  }

  /** Adds files to what is packed into the project's jar. */
  void resources(Which which, Optional<String> targetPath) throws IOException {
    List<String> names = names(which);
    if (!names.isEmpty()) {
      Resource resource = new Resource();
      resource.setDirectory(folder.toString());
      resource.setIncludes(names);
      targetPath.ifPresent(resource::setTargetPath);
      project.addResource(resource);
    }
  }

  /**
   * Attaches files to the project: a model by the type of its name, a report with its own name
   * behind the classifier.
   *
   * @param classifier absent for the precision
   * @param precision of the TFLite file
   */
  void artifacts(
      Which which, MavenProjectHelper helper, Optional<String> classifier, String precision)
      throws IOException, MojoFailureException {
    Collection<String> models = Checksums.read(folder).keySet();
    for (String name : names(which)) {
      int dot = name.lastIndexOf('.');
      if (dot > 0) {
        String base = classifier.orElse(precision(name, precision));
        String full =
            models.contains(name) ? base : base + "-" + name.substring(0, dot).replace('.', '-');
        requireOneFile(name, models);
        requireNew(name.substring(dot + 1), full, folder.resolve(name));
        helper.attachArtifact(
            project, name.substring(dot + 1), full, folder.resolve(name).toFile());
      }
    }
  }

  /** Maven would keep only one of two artifacts of the same coordinates. */
  private void requireNew(String type, String classifier, Path file) throws MojoFailureException {
    for (Artifact other : project.getAttachedArtifacts()) {
      if (other.getType().equals(type)
          && classifier.equals(other.getClassifier())
          && !file.toFile().equals(other.getFile())) {
        throw new MojoFailureException(
            "two files are attached as "
                + type
                + ":"
                + classifier
                + ". Suggestion: see <classifier> (-Despalier.classifier=...) and <attach>"
                + " (-Despalier.attach=...)");
      }
    }
  }

  private List<String> names(Which which) throws IOException {
    return switch (which) {
      case NONE -> List.of();
      case MODELS -> new ArrayList<>(Checksums.read(folder).keySet());
      case ALL -> new ArrayList<>(files);
    };
  }

  /** Only TFLite files have weights in half precision. */
  private static String precision(String name, String ofTflite) {
    return name.equals(Format.ONNX.file()) ? "fp32" : ofTflite;
  }

  /** A model refers to a file of weights by its name, which a repository changes. */
  private static void requireOneFile(String name, Collection<String> models)
      throws MojoFailureException {
    for (String other : models) {
      if (other.startsWith(name + ".")) {
        throw new MojoFailureException(
            name
                + " has its weights in "
                + other
                + ", which an artifact cannot hold. Suggestion: see <attach>"
                + " (-Despalier.attach=...) and <"
                + Wording.parameter(CompileArguments.EMIT)
                + "> (-Despalier.emit=tflite)");
      }
    }
  }
}
