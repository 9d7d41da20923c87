/**
 * Pages that show what searches came to: each is one file, which opens from disk and loads nothing.
 */
package dev.espalier.search.report;
