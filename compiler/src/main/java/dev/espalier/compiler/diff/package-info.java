/** What changed between the reports of two compiles. */
package dev.espalier.compiler.diff;
