package dev.espalier.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinates of models. */
class ModelArtifactTest {
  @ParameterizedTest
  @CsvSource({"g:a:1, onnx, ''", "g:a:1:bin, bin, ''", "g:a:1:onnx:fp32, onnx, fp32"})
  void coordinatesAreRead(String text, String type, String classifier) throws Exception {
    assertThat(new ModelArtifact(text).artifact())
        .isEqualTo(new DefaultArtifact("g", "a", classifier, type, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "g:a", "g::1", "g:a:", ":a:1", "g:a:1:onnx:", "g:a:1:x:y:z"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> new ModelArtifact(text).artifact())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("not '" + text + "'")
        .hasMessageEndingWith("see <modelArtifact> (-Despalier.modelArtifact=...)");
  }
}
