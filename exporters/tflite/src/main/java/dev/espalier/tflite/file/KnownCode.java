package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.Builtin;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;

/**
 * An operator that a file uses.
 *
 * @param name of a custom operator, or the number of one that is newer than this program; else
 *     empty
 */
record KnownCode(Builtin kind, String name, int version) {
  /** All operators that a file uses, by position. */
  static List<KnownCode> in(Model model) {
    List<KnownCode> codes = new ArrayList<>();
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      codes.add(of(model.operatorCodes(i), i));
    }
    return codes;
  }

  private static KnownCode of(OperatorCode code, int position) {
    int number = number(code);
    if (number < 0 || code.version() < 1) {
      throw new TfliteException(
          "operator code %d is number %d in version %d", position, number, code.version());
    }
    Builtin kind = Builtin.of(number).orElse(Builtin.PLACEHOLDER_FOR_GREATER_OP_CODES);
    String name =
        switch (kind) {
          case CUSTOM -> Texts.of(code.customCodeAsByteBuffer());
          case PLACEHOLDER_FOR_GREATER_OP_CODES -> Integer.toString(number);
          default -> "";
        };
    return new KnownCode(kind, name, code.version());
  }

  /** Old files have the number in one of two fields; the other is 0. */
  static int number(OperatorCode code) {
    return Math.max(code.deprecatedBuiltinCode(), code.builtinCode());
  }
}
