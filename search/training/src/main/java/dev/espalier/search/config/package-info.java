/** What a run is told in a file: read, checked against a schema, and typed. */
package dev.espalier.search.config;
