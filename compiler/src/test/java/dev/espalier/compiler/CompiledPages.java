package dev.espalier.compiler;

import dev.espalier.ir.text.IrParser;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Compiles whose pages are looked at. */
final class CompiledPages {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";
  static final String SUPERNET =
      """
      graph @g(%image: f32[1,3,32,32]) {
        %stem.conv = conv(%image, f32[16,3,3,3]#rand(1), f32[16]#rand(2)) {pads=[1,1,1,1], strides=[2,2]}
        %stem.relu = relu(%stem.conv)
        %stem.mask = channel_mask(%stem.relu, f32[16]#[0,1,0,1,0,1,0,1,0,1,0,1,1,1,1,1])
        %mix.wide = conv(%stem.mask, f32[32,16,3,3]#rand(3), f32[32]#rand(4)) {pads=[1,1,1,1]}
        %mix.relu = relu(%mix.wide)
        %mix.point = conv(%mix.relu, f32[16,32,1,1]#rand(5), f32[16]#rand(6))
        %mix.slow = conv(%stem.mask, f32[16,16,5,5]#rand(7), f32[16]#rand(8)) {pads=[2,2,2,2]}
        %mix.choice = choice(%stem.mask, %mix.point, %mix.slow, f32[3]#[0.1, 0.9, 0.2])
        %head.conv = conv(%mix.choice, f32[4,16,1,1]#rand(9), f32[4]#rand(10))
        %scores = channel_mask(%head.conv, f32[4]#[1,0,1,1])
        return %scores
      }
      """;

  private CompiledPages() {}

  static CompileOptions options(OptionalDouble budget) {
    DeviceBudget device = new DeviceBudget(ShippedProfiles.named(DEVICE).orElseThrow(), budget);
    return CompileOptions.builder().device(device).build();
  }

  static CompileResult compile(Path folder, String text, String out, CompileOptions options)
      throws Exception {
    Path supernet = folder.resolve(out + ".onnx");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), supernet);
    return new CompileJob(supernet, folder.resolve(out), options).run(step -> {});
  }
}
