package dev.espalier.latency.profile;

/**
 * Where the measurements of a profile come from.
 *
 * @param source who measured, such as a repository; empty if not stated
 * @param commit of the source; empty if not stated
 * @param licence of the measurements; empty if not stated
 * @param file that was read
 * @param sha256 of the file, in hexadecimal
 * @param rowsFitted rows of all devices that were fitted together
 * @param rowsOfDevice those of the profile's own device
 */
public record Provenance(
    String source,
    String commit,
    String licence,
    String file,
    String sha256,
    int rowsFitted,
    int rowsOfDevice) {}
