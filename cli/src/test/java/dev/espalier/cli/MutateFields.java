package dev.espalier.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Changes fields of a message, at any depth: values become extreme or those of other fields,
 * elements are dropped, repeated, moved, or taken from elsewhere in the message. The result can
 * always be parsed; what it means is another question.
 */
final class MutateFields {
  private static final int MOST_CHANGES = 3;
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    64,
    100_000,
    Integer.MAX_VALUE,
    1L << 31,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final float[] REALS = {
    0, 1, -1, 0.5f, 3, 1e-30f, 1e30f, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY
  };

  private final Random random;
  private final List<Message> messages = new ArrayList<>();
  private final List<String> texts = new ArrayList<>(List.of("", "\0", "/", "..", "\ud83c\udf33"));

  MutateFields(Message good, Random random) {
    this.random = random;
    collect(good);
  }

  private void collect(Message message) {
    messages.add(message);
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              for (Object item : field.isRepeated() ? (List<?>) value : List.of(value)) {
                if (item instanceof Message inner) {
                  collect(inner);
                } else if (item instanceof String text) {
                  texts.add(text);
                }
              }
            });
  }

  /** A changed copy of the message. */
  Message next() {
    Message.Builder root = messages.get(0).toBuilder();
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
      List<Message.Builder> places = new ArrayList<>();
      builders(root, places);
      change(pick(places));
    }
    return root.buildPartial();
  }

  private static void builders(Message.Builder builder, List<Message.Builder> all) {
    all.add(builder);
    for (FieldDescriptor field : List.copyOf(builder.getAllFields().keySet())) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (!field.isRepeated()) {
        builders(builder.getFieldBuilder(field), all);
        continue;
      }
      for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
        builders(builder.getRepeatedFieldBuilder(field, i), all);
      }
    }
  }

  private void change(Message.Builder builder) {
    List<FieldDescriptor> present = List.copyOf(builder.getAllFields().keySet());
    boolean any = present.isEmpty() || random.nextInt(5) == 0;
    FieldDescriptor field = pick(any ? builder.getDescriptorForType().getFields() : present);
    if (field.isRepeated()) {
      changeList(builder, field);
    } else if (random.nextInt(4) == 0) {
      builder.clearField(field);
    } else {
      builder.setField(field, value(builder, field, builder.getField(field)));
    }
  }

  private void changeList(Message.Builder builder, FieldDescriptor field) {
    List<Object> items = new ArrayList<>((List<?>) builder.getField(field));
    if (items.isEmpty()) {
      items.add(value(builder, field, ByteString.EMPTY));
    } else {
      int at = random.nextInt(items.size());
      Object item = items.get(at);
      switch (random.nextInt(6)) {
        case 0 -> items.remove(at);
        case 1 -> items.add(random.nextInt(items.size() + 1), item);
        case 2 -> Collections.swap(items, at, random.nextInt(items.size()));
        case 3 -> items.addAll(Collections.nCopies(random.nextInt(80), item));
        case 4 -> items.add(value(builder, field, item));
        default -> items.set(at, value(builder, field, item));
      }
    }
    builder.setField(field, items);
  }

  private Object value(Message.Builder owner, FieldDescriptor field, Object old) {
    return switch (field.getJavaType()) {
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> REALS[random.nextInt(REALS.length)];
      case DOUBLE -> (double) REALS[random.nextInt(REALS.length)];
      case BOOLEAN -> random.nextBoolean();
      case STRING -> pick(texts);
      case BYTE_STRING -> bytes(old instanceof ByteString given ? given : ByteString.EMPTY);
      case ENUM -> pick(field.getEnumType().getValues());
      case MESSAGE -> message(owner, field);
    };
  }

  private long number() {
    return random.nextInt(3) == 0 ? random.nextInt(20) : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private ByteString bytes(ByteString old) {
    if (old.isEmpty() || random.nextInt(3) == 0) {
      return ByteString.copyFromUtf8(pick(texts));
    }
    return random.nextBoolean()
        ? old.substring(random.nextInt(old.size()))
        : old.concat(old.substring(random.nextInt(old.size())));
  }

  /** A message of the field's type from elsewhere, or one without fields. */
  private Message message(Message.Builder owner, FieldDescriptor field) {
    List<Message> same =
        messages.stream()
            .filter(m -> m.getDescriptorForType().equals(field.getMessageType()))
            .toList();
    return same.isEmpty() || random.nextInt(8) == 0
        ? owner.newBuilderForField(field).buildPartial()
        : pick(same);
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
