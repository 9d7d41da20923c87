package dev.espalier.ir.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The permitted operators. */
public final class Operators {
  private static final Map<String, Class<? extends Op>> BY_MNEMONIC = byMnemonic();

  private Operators() {}

  /** Every operator record, in a fixed order. */
  public static List<Class<? extends Op>> all() {
    return List.copyOf(BY_MNEMONIC.values());
  }

  /** The mnemonic of every operator, in the order of {@link #all}. */
  public static List<String> mnemonics() {
    return List.copyOf(BY_MNEMONIC.keySet());
  }

  /** The operator records of a family; the class itself when it is one. */
  public static List<Class<? extends Op>> in(Class<? extends Op> family) {
    List<Class<? extends Op>> found = new ArrayList<>();
    collect(family, found);
    return found;
  }

  /** The operator of a mnemonic such as {@code conv}; null-free: see {@link #knows}. */
  public static Class<? extends Op> named(String mnemonic) {
    return BY_MNEMONIC.get(mnemonic);
  }

  public static boolean knows(String mnemonic) {
    return BY_MNEMONIC.containsKey(mnemonic);
  }

  /** {@code ConvTranspose} is {@code conv_transpose}. */
  static String mnemonic(Class<?> operator) {
    return operator.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Class<? extends Op>> byMnemonic() {
    Map<String, Class<? extends Op>> map = new LinkedHashMap<>();
    in(Op.class).forEach(operator -> map.put(mnemonic(operator), operator));
    return Collections.unmodifiableMap(map);
  }

  private static void collect(Class<?> type, List<Class<? extends Op>> found) {
    if (type.isRecord()) {
      found.add(type.asSubclass(Op.class));
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      collect(permitted, found);
    }
  }
}
