package dev.espalier.cli;

/**
 * What help tells of a command.
 *
 * @param name how it is called
 * @param summary what it does, in one line
 * @param synopsis its operands and what must be given, such as {@code MODEL -o DIR}
 * @param example a command line a reader can copy
 */
record Description(String name, String summary, String synopsis, String example) {}
