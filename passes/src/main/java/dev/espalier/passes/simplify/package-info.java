/** Eliminations, merges and folding: whatever leaves a graph shorter and its values the same. */
package dev.espalier.passes.simplify;
