/**
 * Pages that people read: each is one file, which opens from disk and loads nothing. Its data are
 * in it as JSON, and components in JavaScript, one file each, show them.
 */
package dev.espalier.page;
