/**
 * Exact removal of channels: which indices belong together ({@link
 * dev.espalier.passes.channels.CoupledGroups}), which of them carry nothing ({@link
 * dev.espalier.passes.channels.ChannelAnalysis}), and the cut.
 */
package dev.espalier.passes.channels;
