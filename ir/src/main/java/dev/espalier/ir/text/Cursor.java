package dev.espalier.ir.text;

import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in a text. Reads tokens, skipping white space and comments in front of them. */
final class Cursor {
  private static final Pattern SPACE = Pattern.compile("(?:\\s++|//.*+)*+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.]+");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("-?(inf|[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?)|nan");
  private static final Pattern TYPE = Pattern.compile("unknown|[a-z]+[0-9]*\\[[^\\]]*\\]");

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  /** Goes behind the token if it comes next. */
  boolean skip(String token) {
    boolean found = sees(token);
    at += found ? token.length() : 0;
    return found;
  }

  boolean sees(String token) {
    skipSpace();
    return text.startsWith(token, at);
  }

  /** Goes behind the word if exactly it comes next. */
  boolean skipWord(String word) {
    return seesWord(word) && skip(word);
  }

  /** Whether exactly this word comes next. */
  boolean seesWord(String word) {
    skipSpace();
    Matcher matcher = WORD.matcher(text).region(at, text.length());
    return matcher.lookingAt() && matcher.group().equals(word);
  }

  void expect(String token) {
    if (!skip(token)) {
      throw expected("'" + token + "'");
    }
  }

  boolean isAtEnd() {
    skipSpace();
    return at == text.length();
  }

  /** Letters, digits, dots and underscores. */
  String word(String what) {
    return take(WORD, what);
  }

  /** A word, or anything in quotes. */
  String name(String what) {
    return sees("\"") ? quoted(what) : word(what);
  }

  String quoted(String what) {
    return Quotes.unquote(take(QUOTED, what + " in quotes"));
  }

  long integer() {
    int start = at;
    try {
      return Long.parseLong(take(INTEGER, "an integer"));
    } catch (NumberFormatException e) {
      at = start;
      throw expected("an integer of 64 bits");
    }
  }

  double number() {
    return Numbers.parse(take(NUMBER, "a number"));
  }

  TensorType type() {
    int start = at;
    String type = take(TYPE, "a type such as f32[1,3,H,W]");
    try {
      return TensorType.parse(type);
    } catch (IrException e) {
      at = start;
      throw error(e.getMessage());
    }
  }

  /** Everything up to one of the characters. */
  String until(String characters, String what) {
    return take(Pattern.compile("[^\n" + Pattern.quote(characters) + "]+"), what).strip();
  }

  /** Where the next token starts. */
  int position() {
    skipSpace();
    return at;
  }

  IrException expected(String what) {
    return error("expected " + what + ", found " + found());
  }

  /** An error at the next token. */
  IrException error(String message) {
    return error(position(), message);
  }

  IrException error(int position, String message) {
    int column = position - text.lastIndexOf('\n', position - 1);
    return new IrException("line %d, column %d: %s", line(position), column, message);
  }

  /** The line of a position, from 1. */
  int line(int position) {
    return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
  }

  private String found() {
    if (isAtEnd()) {
      return "the end";
    }
    Matcher word = WORD.matcher(text).region(at, text.length());
    return "'" + (word.lookingAt() ? word.group() : text.substring(at, at + 1)) + "'";
  }

  private String take(Pattern pattern, String what) {
    skipSpace();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw expected(what);
    }
    at = matcher.end();
    return matcher.group();
  }

  private void skipSpace() {
    Matcher space = SPACE.matcher(text).region(at, text.length());
    space.lookingAt();
    at = space.end();
  }
}
