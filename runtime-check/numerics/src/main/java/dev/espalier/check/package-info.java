/**
 * Runs models and compares them: runtimes behind {@link dev.espalier.check.Runner}, evidence
 * inputs, the equivalence rule with its noise yardstick, and the search for the first value that
 * differs.
 */
package dev.espalier.check;
