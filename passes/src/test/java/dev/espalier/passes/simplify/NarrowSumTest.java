package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowSumTest {
  private static final String SPLIT = "  %p, %q = split(%s) {axis=1, sizes=[3,5]}\n";

  /** A residual sum of 8 channels, whose skip is read elsewhere too, and what reads it. */
  private static String residual(String readers) {
    return """
    graph @g(%x: f32[1,3,4,4], %v: f32[8,3,1,1]) {
      %a = conv(%x, f32[8,3,1,1]#rand(1))
      %r = relu(%a)
      %b = conv(%r, f32[8,8,3,3]#rand(2)) {pads=[1,1,1,1]}
      %s = add(%a, %b)
    """
        + readers
        + "}\n";
  }

  private static PassAssert on(String readers) {
    return PassAssert.on(new NarrowSum(), residual(readers));
  }

  @Test
  void aSplitOfWhichTheFirstPartIsNotRead() {
    on("""
      %p, %q, %t = split(%s) {axis=1, sizes=[3,2,3]}
      return %q, %t
    """)
        .gives(
            """
            graph @g(%x: f32[1,3,4,4], %v: f32[8,3,1,1]) {
              %a = conv(%x, f32[8,3,1,1]) : f32[1,8,4,4]
              %r = relu(%a) : f32[1,8,4,4]
              %b = conv(%r, f32[8,8,3,3]) {pads=[1,1,1,1]} : f32[1,8,4,4]
              %p.part = slice(%a) {axes=[1], starts=[3], ends=[8], steps=[1]} : f32[1,5,4,4]
              %p.part2 = slice(%b) {axes=[1], starts=[3], ends=[8], steps=[1]} : f32[1,5,4,4]
              %p.narrow = add(%p.part, %p.part2) : f32[1,5,4,4]
              %q, %t = split(%p.narrow) {axis=1, sizes=[2,3]} : f32[1,2,4,4], f32[1,3,4,4]
              return %q, %t
            }
            """);
  }

  @Test
  void slicesKeepTheirPlacesInTheRangeOfAll() {
    on("""
      %y = slice(%s) {axes=[1], starts=[2], ends=[7], steps=[2]}
      return %y
    """)
        .gives(
            """
            graph @g(%x: f32[1,3,4,4], %v: f32[8,3,1,1]) {
              %a = conv(%x, f32[8,3,1,1]) : f32[1,8,4,4]
              %r = relu(%a) : f32[1,8,4,4]
              %b = conv(%r, f32[8,8,3,3]) {pads=[1,1,1,1]} : f32[1,8,4,4]
              %y.part = slice(%a) {axes=[1], starts=[2], ends=[7], steps=[1]} : f32[1,5,4,4]
              %y.part2 = slice(%b) {axes=[1], starts=[2], ends=[7], steps=[1]} : f32[1,5,4,4]
              %y.narrow = add(%y.part, %y.part2) : f32[1,5,4,4]
              %y = slice(%y.narrow) {axes=[1], starts=[0], ends=[5], steps=[2]} : f32[1,3,4,4]
              return %y
            }
            """);
  }

  /** The pipeline goes on from there: the layer loses what nothing reads, and its slice goes. */
  @Test
  void theLayerLosesItsRows() {
    String text =
        residual(
            """
              %t = relu(%s)
              %p, %q = split(%t) {axis=1, sizes=[5,3]}
              %y = conv(%q, f32[2,3,1,1]#rand(3))
              return %y
            """);
    PassAssert.on(graph -> Pipeline.standard(graph).graph(), text)
        .gives(
            """
            graph @g(%x: f32[1,3,4,4], %v: f32[8,3,1,1]) {
              %a = conv(%x, f32[8,3,1,1]) : f32[1,8,4,4]
              %r = relu(%a) : f32[1,8,4,4]
              %b = conv(%r, f32[3,8,3,3]) {pads=[1,1,1,1]} : f32[1,3,4,4]
              %p.part.part = slice(%a) {axes=[1], starts=[5], ends=[8], steps=[1]} : f32[1,3,4,4]
              %p.part.narrow = add(%p.part.part, %b) : f32[1,3,4,4]
              %p.narrow = relu(%p.part.narrow) : f32[1,3,4,4]
              %y = conv(%p.narrow, f32[2,3,1,1]) : f32[1,2,4,4]
              return %y
            }
            """);
  }

  /** Two readers with a gap between them, behind a constant per channel and one for all. */
  @Test
  void allReadersShareOneNarrowSum() {
    String text =
        residual(
            """
              %c = mul(%s, f32[8,1,1]#rand(5))
              %d = add(%c, f32[1]#rand(6))
              %y = slice(%d) {axes=[1], starts=[1], ends=[3], steps=[1]}
              %z = slice(%d) {axes=[1], starts=[4], ends=[6], steps=[1]}
              return %y, %z
            """);
    PassAssert.on(Pipeline::simplify, text)
        .gives(
            """
            graph @g(%x: f32[1,3,4,4], %v: f32[8,3,1,1]) {
              %a = conv(%x, f32[8,3,1,1]) : f32[1,8,4,4]
              %r = relu(%a) : f32[1,8,4,4]
              %b = conv(%r, f32[8,8,3,3]) {pads=[1,1,1,1]} : f32[1,8,4,4]
              %y.part.part.part = slice(%a) {axes=[1], starts=[1], ends=[6], steps=[1]} : f32[1,5,4,4]
              %y.part.part.part2 = slice(%b) {axes=[1], starts=[1], ends=[6], steps=[1]} : f32[1,5,4,4]
              %y.part.part.narrow = add(%y.part.part.part, %y.part.part.part2) : f32[1,5,4,4]
              %y.part.narrow = mul(%y.part.part.narrow, f32[5,1,1]) : f32[1,5,4,4]
              %y.narrow = add(%y.part.narrow, f32[1]) : f32[1,5,4,4]
              %y = slice(%y.narrow) {axes=[1], starts=[0], ends=[2], steps=[1]} : f32[1,2,4,4]
              %z = slice(%y.narrow) {axes=[1], starts=[3], ends=[5], steps=[1]} : f32[1,2,4,4]
              return %y, %z
            }
            """);
  }

  @Test
  void whatIsReadFromEndToEndStays() {
    on(SPLIT + "  return %p, %q\n").refuses("%s is read from end to end");
  }

  @Test
  void whatIsAnOutputStays() {
    on(SPLIT + "  return %q, %s\n").refuses("%s is not only cut along one axis");
  }

  @Test
  void whatIsReadInAnotherWayStays() {
    on(SPLIT + "  %y = relu(%s)\n  return %q, %y\n").refuses("%s is not only cut along one axis");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{axes=[1], starts=[7], ends=[2], steps=[-1]}",
        "{axes=[1,2], starts=[3,0], ends=[8,2], steps=[1,1]}"
      })
  void otherSlicesStay(String cut) {
    on("  %y = slice(%s) " + cut + "\n  return %y\n").refuses("%s is not only cut along one axis");
  }

  @Test
  void rowsOfAPictureStay() {
    on("  %y = slice(%s) {axes=[2], starts=[1], ends=[3], steps=[1]}\n  return %y\n")
        .refuses("no layer makes less");
  }

  /**
   * Both operands are read elsewhere, or neither is, and the layers lose their channels as it is; a
   * weight is computed; groups need equal counts; nothing is made element by element.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%t = add(%a, %b)",
        "%t = add(%a, %r)",
        "%c = conv(%x, f32[8,3,1,1]#rand(5)); %d = conv(%x, f32[8,3,1,1]#rand(6)); %t = add(%c,"
            + " %d)",
        "%c = conv(%x, %v); %t = add(%c, %a)",
        "%c = conv(%a, f32[8,4,1,1]#rand(7)) {groups=2}; %t = add(%c, %a)",
        "%t = conv(%x, f32[8,3,1,1]#rand(5))"
      })
  void whereNoLayerMakesLessItStays(String made) {
    String readers =
        """
          %y = slice(%t) {axes=[1], starts=[1], ends=[3], steps=[1]}
          return %y, %b, %s
        """;
    on(made.replace(";", "\n") + "\n" + readers).refuses("no layer makes less");
  }

  @Test
  void aSymbolicSizeStays() {
    PassAssert.on(
            new NarrowSum(),
            """
            graph @g(%x: f32[N,3]) {
              %a = mat_mul(%x, f32[3,3]#rand(1))
              %s = add(%x, %a)
              %y = slice(%s) {axes=[0], starts=[1], ends=[2], steps=[1]}
              return %y
            }
            """)
        .refuses("known size");
  }

  /** Parts at the end that have no name are there all the same. */
  @Test
  void partsWithoutAResultCount() {
    String text =
        residual(
            """
              %p, %q = split(%s) {axis=1, sizes=[2,3,3]}
              %y = relu(%q)
              %z = slice(%s) {axes=[1], starts=[6], ends=[7], steps=[1]}
              return %y, %z
            """);
    PassAssert.on(new NarrowSum(), text).keeps("split", "slice");
  }

  /** A chain of any length is looked at only so far. */
  @Test
  void aLongChainStays() {
    String chain =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "%t" + (i + 1) + " = tanh(%" + (i == 0 ? "s" : "t" + i) + ")\n")
            .collect(Collectors.joining());
    String text =
        residual(
            chain
                + """
                  %y = slice(%t20000) {axes=[1], starts=[0], ends=[2], steps=[1]}
                  return %y
                """);
    PassAssert.on(new NarrowSum(), text).refuses("no layer makes less");
  }
}
