package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceProductTest {
  private static final String FIRST =
      "%a = slice(%s) {axes=[2], starts=[0], ends=[2], steps=[1]}\n";
  private static final String LAST = "%b = slice(%s) {axes=[2], starts=[3], ends=[6], steps=[1]}\n";
  private static final String PRODUCT = "%s = mat_mul(%x, %w=f32[4,6]#rand(1))\n";

  private static PassAssert on(String body, String outputs) {
    return PassAssert.on(
        new SliceProduct(), "graph @g(%x: f32[N,5,4]) {\n" + body + "return " + outputs + "\n}\n");
  }

  @Test
  void partsOfAProductAreProducts() {
    on(PRODUCT + FIRST + LAST, "%a, %b")
        .gives(
            """
            graph @g(%x: f32[N,5,4]) {
              %a = mat_mul(%x, f32[4,2]) : f32[N,5,2]
              %b = mat_mul(%x, f32[4,3]) : f32[N,5,3]
              return %a, %b
            }
            """);
  }

  @Test
  void aSummandIsCutToo() {
    on(
            "%p = mat_mul(%x, f32[4,6]#rand(1))\n%s = add(f32[6]#rand(2), %p)\n" + FIRST + LAST,
            "%a, %b")
        .gives(
            """
            graph @g(%x: f32[N,5,4]) {
              %a.product = mat_mul(%x, f32[4,2]) : f32[N,5,2]
              %a = add(%a.product, f32[2]) : f32[N,5,2]
              %b.product = mat_mul(%x, f32[4,3]) : f32[N,5,3]
              %b = add(%b.product, f32[3]) : f32[N,5,3]
              return %a, %b
            }
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'%b = relu(%s)', '%a, %b'",
    "'%b = slice(%s) {axes=[2], starts=[1], ends=[6], steps=[1]}', '%a, %b'",
    "'%b = slice(%s) {axes=[2], starts=[2], ends=[6], steps=[2]}', '%a, %b'",
    "'%b = slice(%s) {axes=[1], starts=[2], ends=[3], steps=[1]}', '%a, %b'",
    "'', '%a, %s'",
  })
  void aProductThatIsReadAsAWholeOrTwiceStays(String reader, String outputs) {
    on(PRODUCT + FIRST + reader + "\n", outputs).refuses("%s is not only read in separate parts");
  }

  private static void assertIsNoPart(String body, String outputs) {
    on(body, outputs).refuses("%s is no product with a matrix that nothing else reads");
  }

  @Test
  void constantsThatAreReadElsewhereStay() {
    String sum = "%p = mat_mul(%x, f32[4,6]#rand(1))\n%s = add(%p, %k=f32[6]#rand(2))\n";
    assertIsNoPart(PRODUCT + FIRST + "%c = mat_mul(%x, %w)\n", "%a, %c");
    assertIsNoPart(sum + FIRST + "%c = relu(%k)\n", "%a, %c");
    assertIsNoPart(sum + FIRST + "%c = relu(%p)\n", "%a, %c");
  }

  @Test
  void otherSummandsAndMatricesStay() {
    assertIsNoPart(
        "%p = mat_mul(%x, f32[4,6]#rand(1))\n%s = add(%p, f32[5,6]#rand(2))\n" + FIRST, "%a");
    assertIsNoPart("%s = mat_mul(%x, f32[1,4,6]#rand(1))\n" + FIRST, "%a");
    assertIsNoPart("%s = mat_mul(f32[7,5]#rand(1), %x)\n" + FIRST, "%a");
  }
}
