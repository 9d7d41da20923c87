package dev.espalier.ir.text;

import dev.espalier.ir.IrException;
import dev.espalier.ir.op.Default;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operators;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The attributes of operators as text, found from the components of their records. */
final class Attributes {
  private Attributes() {}

  /** Such as {@code " {strides=[2,2], groups=3}"}; empty when all have their default values. */
  static String print(Op op) {
    List<String> written = new ArrayList<>();
    for (RecordComponent component : op.getClass().getRecordComponents()) {
      Object value = get(op, component);
      if (!standard(component).equals(Optional.of(value))) {
        written.add(component.getName() + "=" + AttributeText.print(value));
      }
    }
    return written.isEmpty() ? "" : " {" + String.join(", ", written) + "}";
  }

  /**
   * The operator with one attribute, for each that has not its default value, made to have it;
   * making one fails where the attributes do not fit together.
   */
  static List<Supplier<Op>> plainer(Op op) {
    RecordComponent[] components = op.getClass().getRecordComponents();
    List<Object> values = Arrays.stream(components).map(c -> get(op, c)).toList();
    List<Supplier<Op>> plainer = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Optional<Object> standard = standard(components[i]);
      if (standard.isPresent() && !standard.get().equals(values.get(i))) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(i, standard.get());
        plainer.add(() -> create(op.getClass(), changed));
      }
    }
    return plainer;
  }

  /** Reads the mnemonic's attributes, braces included, if any. */
  static Op parse(String mnemonic, Cursor cursor) {
    Class<? extends Op> type = Operators.named(mnemonic);
    int start = cursor.position();
    Map<String, Object> given = given(mnemonic, type.getRecordComponents(), cursor);
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<Object> value =
          Optional.ofNullable(given.get(component.getName())).or(() -> standard(component));
      String missing = mnemonic + " needs the attribute " + component.getName();
      values.add(value.orElseThrow(() -> cursor.error(start, missing)));
    }
    try {
      return create(type, values);
    } catch (IrException e) {
      throw cursor.error(start, e.getMessage());
    }
  }

  private static Map<String, Object> given(
      String mnemonic, RecordComponent[] components, Cursor cursor) {
    Map<String, Object> given = new HashMap<>();
    if (!cursor.skip("{")) {
      return given;
    }
    do {
      RecordComponent component = component(mnemonic, components, cursor);
      cursor.expect("=");
      Object value = AttributeText.parse(component.getGenericType(), cursor);
      if (given.put(component.getName(), value) != null) {
        throw cursor.error("attribute " + component.getName() + " is given twice");
      }
    } while (cursor.skip(","));
    cursor.expect("}");
    return given;
  }

  private static RecordComponent component(
      String mnemonic, RecordComponent[] components, Cursor cursor) {
    for (RecordComponent component : components) {
      if (cursor.skipWord(component.getName())) {
        return component;
      }
    }
    String names =
        Arrays.stream(components)
            .map(RecordComponent::getName)
            .collect(Collectors.joining(", ", " (", ")"));
    throw cursor.expected("an attribute of " + mnemonic + names);
  }

  private static Optional<Object> standard(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Default.class))
        .map(text -> AttributeText.parse(component.getGenericType(), new Cursor(text.value())));
  }

  private static Object get(Op op, RecordComponent component) {
    try {
      return component.getAccessor().invoke(op);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Op create(Class<? extends Op> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IrException fault) {
        throw fault;
      }
      throw new IllegalStateException("cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }
}
