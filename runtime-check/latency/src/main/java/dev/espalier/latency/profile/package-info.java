/** Devices as files: what was fitted, from which data, and how far it can be trusted. */
package dev.espalier.latency.profile;
