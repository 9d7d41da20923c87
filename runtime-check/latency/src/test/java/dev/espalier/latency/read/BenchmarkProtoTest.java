package dev.espalier.latency.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.RunTimes.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BenchmarkProtoTest {
  @FunctionalInterface
  private interface Writer {
    void write(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writer.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private static ByteString operator(String type, String name, long micros) throws IOException {
    ByteString statistics =
        message(
            out -> {
              out.writeInt64(1, 9999);
              out.writeInt64(3, micros);
              out.writeFloat(4, 0.5f);
            });
    return message(
        out -> {
          out.writeString(1, type);
          out.writeBytes(2, statistics);
          out.writeBytes(3, statistics);
          out.writeInt64(4, 1);
          out.writeString(5, name);
        });
  }

  private static byte[] profile() throws IOException {
    ByteString graph =
        message(
            out -> {
              out.writeString(1, "main");
              out.writeInt32(2, 0);
              out.writeBytes(3, operator("CONV_2D", "a, b", 1250));
            });
    ByteString delegate =
        message(
            out -> {
              out.writeString(1, "gpu");
              out.writeBytes(2, operator("conv", "x", 750));
            });
    ByteString model =
        message(
            out -> {
              out.writeBytes(1, graph);
              out.writeBytes(2, delegate);
            });
    return message(
            out -> {
              out.writeString(1, "model");
              out.writeBytes(2, model);
              out.writeBytes(3, model);
            })
        .toByteArray();
  }

  @Test
  void operatorsOfRegularRunsAreRead() throws IOException {
    assertThat(BenchmarkProto.read("f", profile()).rows())
        .containsExactly(new Row("CONV_2D", "a, b", 1.25), new Row("conv", "x", 0.75));
  }

  @Test
  void anInterruptedFileIsRefused() throws IOException {
    byte[] bytes = profile();
    assertThatThrownBy(() -> BenchmarkProto.read("f.pb", Arrays.copyOf(bytes, bytes.length - 3)))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("f.pb")
        .hasMessageContaining("interrupted");
  }

  @Test
  void anotherFileIsRefused() {
    assertThatThrownBy(() -> BenchmarkProto.read("f.pb", new byte[] {8, 1}))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("no operator");
  }
}
