package dev.espalier.maven;

import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * A model in a Maven repository.
 *
 * @param coordinates {@code group:artifact:version[:type[:classifier]]}; the type is onnx without
 *     one
 */
record ModelArtifact(String coordinates) {
  private static final String TYPE = "onnx";

  /** The file, from the other modules of the build, the local or a remote repository. */
  Path resolve(RepositorySystem repositories, MavenSession session, MavenProject project)
      throws MojoFailureException {
    ArtifactRequest request =
        new ArtifactRequest(artifact(), project.getRemoteProjectRepositories(), "espalier");
    try {
      return repositories
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new MojoFailureException(
          e.getMessage()
              + ". Suggestion: see <modelArtifact> (-Despalier.modelArtifact=...); a model that"
              + " another module of this build attaches must also be a <dependency> of this one, so"
              + " that Maven builds that module first, and needs the phase package",
          e);
    }
  }

  DefaultArtifact artifact() throws MojoFailureException {
    String[] parts = coordinates.split(":", -1);
    if (parts.length < 3 || parts.length > 5 || coordinates.matches("(.*:)?\\s*(:.*)?")) {
      throw new MojoFailureException(
          "<modelArtifact> is group:artifact:version[:type[:classifier]], not '"
              + coordinates
              + "'. Suggestion: see <modelArtifact> (-Despalier.modelArtifact=...)");
    }
    return new DefaultArtifact(
        parts[0],
        parts[1],
        parts.length > 4 ? parts[4] : "",
        parts.length > 3 ? parts[3] : TYPE,
        parts[2]);
  }
}
