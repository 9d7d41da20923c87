package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.SeededTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of a folder: arrays and pictures. */
final class SamplesTest {
  @TempDir private Path folder;

  private Path npy(String name, String header, Object... elements) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 8 * elements.length);
    bytes
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (Object element : elements) {
      if (element instanceof Float value) {
        bytes.putFloat(value);
      } else if (element instanceof Long value) {
        bytes.putLong(value);
      }
    }
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return Files.write(folder.resolve(name), written);
  }

  private static String header(String element, String shape) {
    return "{'descr': '" + element + "', 'fortran_order': False, 'shape': (" + shape + "), }  \n";
  }

  private void picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x00ff00);
    image.setRGB(0, 1, 0x0000ff);
    image.setRGB(1, 1, 0xffffff);
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }

  private List<EvidenceInput> samples(Map<String, long[]> shapes, PortType... ports) {
    List<EvidenceInput> all = EvidenceInputs.of(List.of(ports), shapes, 7, Optional.of(folder));
    return all.subList(Pattern.values().length, all.size());
  }

  private Tensor sample(String type) {
    return samples(Map.of(), port("x", type)).get(0).tensors().get("x");
  }

  private static PortType port(String name, String type) {
    return new PortType(name, TensorType.parse(type));
  }

  @Test
  void arraysAreReadAsTheyAre() throws IOException {
    npy("b.npy", header("<f4", "1, 2"), 0.5f, -3f);
    npy("a.npy", header("<f4", "2,"), 1f, 2f);
    Files.writeString(folder.resolve("notes.txt"), "not a sample");
    List<EvidenceInput> samples = samples(Map.of(), port("x", "f32[1,2]"));
    assertThat(samples).extracting(EvidenceInput::name).containsExactly("a.npy", "b.npy");
    assertThat(samples.get(0).tensors().get("x").type()).isEqualTo(TensorType.parse("f32[1,2]"));
    assertThat(samples.get(1).tensors().get("x").toFloats()).containsExactly(0.5f, -3);
  }

  @Test
  void symbolicInputsTakeTheSizeOfTheSampleUnlessOneWasAskedFor() throws IOException {
    npy("a.npy", header("<f4", "2, 2"), 1f, 2f, 3f, 4f);
    assertThat(sample("f32[N,2]").shape()).containsExactly(2, 2);
    List<EvidenceInput> fixed = samples(Map.of("x", new long[] {3, 2}), port("x", "f32[N,2]"));
    assertThatThrownBy(() -> fixed.get(0).tensors())
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("a.npy")
        .hasMessageContaining("f32[2,2]")
        .hasMessageContaining("f32[3,2]");
  }

  @Test
  void integersBecomeFloatsButNotTheOtherWay() throws IOException {
    npy("a.npy", header("<i8", "2,"), 3L, -4L);
    assertThat(sample("f32[2]").toFloats()).containsExactly(3, -4);
    npy("a.npy", header("<f4", "2,"), 3f, -4f);
    assertThatThrownBy(() -> sample("i64[2]"))
        .hasMessageContaining("<f4")
        .hasMessageContaining("i64");
  }

  @Test
  void brokenArraysAreNamed() throws IOException {
    Files.writeString(folder.resolve("a.npy"), "no array at all");
    assertThatThrownBy(() -> sample("f32[2]")).hasMessageContaining("a.npy: not a .npy file");
    npy("a.npy", header("<f4", "3,"), 1f);
    assertThatThrownBy(() -> sample("f32[3]")).hasMessageContaining("4 bytes");
    npy("a.npy", header("<f4", "2,").replace("False", "True"), 1f, 2f);
    assertThatThrownBy(() -> sample("f32[2]")).hasMessageContaining("row-major");
  }

  @Test
  void picturesBecomeChannels() throws IOException {
    picture("p.png");
    assertThat(sample("f32[1,3,2,2]").toFloats())
        .containsExactly(1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1);
    assertThat(sample("u8[1,1,2,2]").toLongs()).containsExactly(76, 150, 29, 255);
  }

  @Test
  void picturesAreResizedAlsoWithChannelsLast() throws IOException {
    picture("p.png");
    Tensor large = sample("f32[1,8,8,3]");
    assertThat(large.shape()).containsExactly(1, 8, 8, 3);
    assertThat(large.at(0)).isEqualTo(1);
    assertThat(large.at(3 * 7 + 1)).isEqualTo(1);
    assertThat(large.at(3 * 7)).isZero();
    assertThat(large.at(3 * 56 + 2)).isEqualTo(1);
  }

  @Test
  void picturesNeedAPictureInput() throws IOException {
    picture("p.png");
    assertThatThrownBy(() -> sample("f32[1,5,2,2]")).hasMessageContaining("does not fit");
    Files.writeString(folder.resolve("p.png"), "no picture");
    assertThatThrownBy(() -> sample("f32[1,3,2,2]")).hasMessageContaining("not a PNG or JPEG");
  }

  @Test
  void severalInputsNeedAFolderPerSample() throws IOException {
    PortType[] ports = {port("x", "f32[2]"), port("y:0", "i64[1]")};
    Path file = npy("a.npy", header("<f4", "2,"), 1f, 2f);
    assertThatThrownBy(() -> samples(Map.of(), ports)).hasMessageContaining("2 inputs");
    Path sample = Files.createDirectory(folder.resolve("first"));
    Files.move(file, sample.resolve("x.npy"));
    assertThatThrownBy(() -> samples(Map.of(), ports)).hasMessageContaining("no file y_0.npy");
    Files.move(npy("b.npy", header("<i8", "1,"), 5L), sample.resolve("y_0.npy"));
    Map<String, Tensor> tensors = samples(Map.of(), ports).get(0).tensors();
    assertThat(tensors.get("x").toFloats()).containsExactly(1, 2);
    assertThat(tensors.get("y:0").toLongs()).containsExactly(5);
  }

  @Test
  void aFolderWithoutSamplesIsAnError() throws IOException {
    assertThatThrownBy(() -> samples(Map.of(), port("x", "f32[2]")))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("no samples");
    Files.delete(folder);
    assertThatThrownBy(() -> samples(Map.of(), port("x", "f32[2]")))
        .hasMessageContaining("cannot list");
    Files.createDirectory(folder);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    for (ElementType element :
        List.of(
            ElementType.F32,
            ElementType.F64,
            ElementType.F16,
            ElementType.U8,
            ElementType.I8,
            ElementType.BOOL,
            ElementType.I32,
            ElementType.I64)) {
      TensorType type = TensorType.of(element, 2, 3);
      PortType port = new PortType("block 1/x", type);
      Tensor tensor = SeededTensor.of(type, 5);
      EvidenceInput one = new EvidenceInput("a/b", () -> Map.of(port.name(), tensor));
      Path alone = Files.createTempDirectory(folder, "one");
      Samples.write(one, alone);
      assertThat(alone.resolve("a_b.npy")).exists();
      assertThat(read(alone, port).get(port.name()).hasSameContent(tensor)).isTrue();

      PortType flag = new PortType("flag", TensorType.of(element));
      Tensor scalar = Tensor.scalar(element, 1);
      EvidenceInput two =
          new EvidenceInput("s", () -> Map.of(port.name(), tensor, flag.name(), scalar));
      Path both = Files.createTempDirectory(folder, "two");
      Samples.write(two, both);
      assertThat(read(both, port, flag).get(port.name()).hasSameContent(tensor)).isTrue();
      assertThat(read(both, port, flag).get(flag.name()).hasSameContent(scalar)).isTrue();
    }
  }

  private static Map<String, Tensor> read(Path from, PortType... ports) {
    List<EvidenceInput> all = EvidenceInputs.of(List.of(ports), Map.of(), 7, Optional.of(from));
    return all.get(all.size() - 1).tensors();
  }
}
