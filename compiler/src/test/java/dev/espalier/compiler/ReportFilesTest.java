package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.StringReader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The files beside the models, read as the programs read them that they are made for. */
class ReportFilesTest {
  private static final String PLAIN =
      """
      graph @masked(%x: f32[1,4,8,8]) {
        %c = conv(%x, f32[8,4,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1]}
        %r = relu(%c)
        %m = channel_mask(%r, f32[8]#[1, 0, 1, 0, 1, 1, 0.5, 1])
        %y = conv(%m, f32[4,8,1,1]#rand(3))
        return %y
      }
      """;

  /** Three layers of which one is chosen, and weights that 16-bit floats cannot hold. */
  private static final String CHOICE =
      """
      graph @chosen(%x: f32[1,4,8,8]) {
        %a = conv(%x, f32[4,4,3,3]#rand(1), f32[4]#rand(2)) {pads=[1,1,1,1]}
        %b = sigmoid(%x)
        %c = choice(%x, %a, %b, f32[3]#[0.1, 0.9, 0.2])
        %s = mul(%c, f32[1,4,8,8]#rand(4))
        %y = conv(%s, f32[4,4,1,1]#[70000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        return %y
      }
      """;

  private static final String OPEN =
      """
      graph @open(%x: f32[N,3,H,W]) {
        %y = conv(%x, f32[4,3,1,1]#rand(1))
        %z = relu(%y)
        return %y, %z
      }
      """;

  @TempDir Path temporary;

  private static Path model(String name, Path folder) throws Exception {
    String text = name.equals("masked") ? PLAIN : name.equals("chosen") ? CHOICE : OPEN;
    Path file = folder.resolve(name + " & more.onnx");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), file);
    return file;
  }

  /** The command line's options; the checks that fail are behind them. */
  @ParameterizedTest
  @CsvSource({
    "masked, '', 0",
    "masked, no-verify emit=onnx, 0",
    "masked, no-verify emit=onnx max-bytes=10, 1",
    "masked, no-verify align=4 emit=onnx, 0",
    "masked, tolerance=0.5 precision=fp16 output=argmax, 0",
    "masked, no-verify emit=tflite device=adreno660-tvm-opencl-fp16 budget-ms=1000, 0",
    "masked, no-verify emit=tflite device=adreno660-tvm-opencl-fp16 budget-ms=0.000001, 1",
    "chosen, emit=savedmodel target=any, 0",
    "chosen, no-verify precision=fp16 target=any, 0",
    "chosen, no-verify precision=fp16 target=any strict, 1",
    "open, emit=onnx, 0",
  })
  void keepToTheirSchemas(String name, String words, int failures) throws Exception {
    Path model = model(name, temporary);
    CompileOptions options = options(words);
    CompileResult result = new CompileJob(model, temporary.resolve("out"), options).run(step -> {});
    assertThat(result.failures().size())
        .as("%s", result.failures())
        .isGreaterThanOrEqualTo(failures);
    Path folder = result.rejected().orElse(temporary.resolve("out"));
    assertThat(result.rejected().isPresent()).isEqualTo(failures > 0);
    JsonNode report = json(folder, "report.json");
    assertThat(ReportSchema.read().violations(report)).isEmpty();
    assertTests(folder, report);
    assertLints(folder, report);
    assertBillOfMaterials(folder, report);
    assertProvenance(model, folder, report);
    assertThat(Files.readString(folder.resolve("model-card.md")))
        .contains(name + " &amp; more.onnx", report.at("/outputs/0/sha256").textValue());
    if (failures > 0) {
      for (String last : List.of("checks.junit.xml", "lints.sarif")) {
        assertThat(temporary.resolve("out").resolve(last))
            .hasSameTextualContentAs(folder.resolve(last));
      }
      assertThat(temporary.resolve("out/report.json")).doesNotExist();
    }
  }

  /** The weights are a part of the input wherever they lie. */
  @Test
  void knowFilesWithWeights() throws Exception {
    Path model = temporary.resolve("outside.onnx");
    new OnnxWriter().withLargeFrom(1).write(OnnxModel.of(IrParser.parse(PLAIN)), model);
    Path weights = temporary.resolve("outside.onnx.data");
    assertThat(weights).exists();
    CompileOptions options = options("no-verify emit=onnx");
    new CompileJob(model, temporary.resolve("out"), options).run(step -> {});
    JsonNode report = json(temporary.resolve("out"), "report.json");
    assertThat(ReportSchema.read().violations(report)).isEmpty();
    assertThat(report.at("/input/external/outside.onnx.data").textValue())
        .isEqualTo(sha256(weights));
    JsonNode from =
        json(temporary.resolve("out"), "provenance.intoto.json")
            .at("/predicate/buildDefinition/resolvedDependencies/1");
    assertThat(from.get("name").textValue()).isEqualTo("outside.onnx.data");
    assertThat(from.at("/digest/sha256").textValue()).isEqualTo(sha256(weights));
  }

  private static CompileOptions options(String words) throws Exception {
    TreeMap<String, List<String>> options = new TreeMap<>();
    for (String word : words.split(" ", -1)) {
      String[] parts = word.split("=", 2);
      if (!parts[0].isEmpty()) {
        options.put(parts[0], parts.length == 2 ? List.of(parts[1]) : List.of());
      }
    }
    return new CompileArguments(options).read();
  }

  private static JsonNode json(Path folder, String file) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  private static void assertValid(String schema, JsonNode json) throws Exception {
    URL resource = ReportFilesTest.class.getResource(schema);
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V7,
            builder ->
                builder.schemaMappers(
                    mappers ->
                        mappers
                            .mapPrefix("http://cyclonedx.org/schema/", "classpath:")
                            .mapPrefix("https://docs.oasis-open.org/", "classpath:none/")));
    JsonSchema valid = factory.getSchema(resource.openStream());
    assertThat(valid.validate(json)).isEmpty();
  }

  private static void assertTests(Path folder, JsonNode report) throws Exception {
    String xml = Files.readString(folder.resolve("checks.junit.xml"));
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ReportFilesTest.class.getResource("junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    assertThat(root.getElementsByTagName("testcase").getLength())
        .isEqualTo(report.get("checks").size())
        .isPositive();
    assertThat(root.getElementsByTagName("failure").getLength()).isEqualTo(count(report, "failed"));
    assertThat(root.getElementsByTagName("skipped").getLength())
        .isEqualTo(count(report, "skipped"));
  }

  private static int count(JsonNode report, String outcome) {
    int count = 0;
    for (JsonNode check : report.get("checks")) {
      count += check.get("outcome").textValue().equals(outcome) ? 1 : 0;
    }
    return count;
  }

  private static void assertLints(Path folder, JsonNode report) throws Exception {
    JsonNode sarif = json(folder, "lints.sarif");
    assertValid("/schema/sarif-schema-2.1.0.json", sarif);
    JsonNode rules = sarif.at("/runs/0/tool/driver/rules");
    assertThat(sarif.at("/runs/0/results")).hasSameSizeAs(report.get("lints"));
    for (JsonNode result : sarif.at("/runs/0/results")) {
      JsonNode rule = rules.get(result.get("ruleIndex").intValue());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(rule.at("/help/text").textValue()).isNotBlank();
    }
  }

  private static void assertBillOfMaterials(Path folder, JsonNode report) throws Exception {
    JsonNode bom = json(folder, "bom.cdx.json");
    assertValid("/bom-1.6.schema.json", bom);
    assertThat(bom.get("components")).hasSameSizeAs(report.get("outputs"));
    for (JsonNode component : bom.get("components")) {
      assertThat(component.get("type").textValue()).isEqualTo("machine-learning-model");
      assertThat(component.at("/hashes/0/content").textValue())
          .isEqualTo(sha256(folder.resolve(component.get("name").textValue())));
      assertThat(component.at("/modelCard/modelParameters/inputs/0/format").textValue())
          .startsWith("x: f32[");
    }
  }

  private static void assertProvenance(Path model, Path folder, JsonNode report) throws Exception {
    JsonNode statement = json(folder, "provenance.intoto.json");
    assertThat(statement.get("_type").textValue()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.get("predicateType").textValue())
        .isEqualTo("https://slsa.dev/provenance/v1");
    List<String> subjects = new ArrayList<>();
    for (JsonNode subject : statement.get("subject")) {
      String name = subject.get("name").textValue();
      assertThat(subject.at("/digest/sha256").textValue()).isEqualTo(sha256(folder.resolve(name)));
      subjects.add(name);
    }
    assertThat(subjects).containsAll(report.get("outputs").findValuesAsText("file"));
    JsonNode from = statement.at("/predicate/buildDefinition/resolvedDependencies/0");
    assertThat(from.get("name").textValue()).isEqualTo(model.getFileName().toString());
    assertThat(from.at("/digest/sha256").textValue()).isEqualTo(sha256(model));
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
