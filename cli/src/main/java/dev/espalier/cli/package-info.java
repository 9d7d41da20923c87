/** The {@code espalier} command, one class per sub-command. */
package dev.espalier.cli;
