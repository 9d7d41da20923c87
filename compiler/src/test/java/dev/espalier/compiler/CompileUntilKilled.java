package dev.espalier.compiler;

import java.nio.file.Path;

/** A process that compiles two models in turn into one folder, until it is killed. */
final class CompileUntilKilled implements CompileListener {
  /** The exit code of a process that ends itself between two moves, without any clean-up. */
  static final int HALTED = 99;

  private int movesLeft;

  private CompileUntilKilled(int moves) {
    this.movesLeft = moves;
  }

  /**
   * Compiles until the end.
   *
   * @param args the folder, how many files are moved before the process ends at once, and the
   *     models
   */
  public static void main(String... args) throws Exception {
    CompileUntilKilled listener = new CompileUntilKilled(Integer.parseInt(args[1]));
    say("begin");
    while (true) {
      for (int i = 2; i < args.length; i++) {
        new CompileJob(Path.of(args[i]), Path.of(args[0]), KilledCompileTest.OPTIONS).run(listener);
        say("compiled");
      }
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  @Override
  public void step(String name) {}

  @Override
  public void moving(Path file) {
    if (movesLeft-- == 0) {
      Runtime.getRuntime().halt(HALTED);
    }
  }
}
