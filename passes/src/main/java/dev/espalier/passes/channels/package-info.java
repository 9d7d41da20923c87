/**
 * Exact removal of channels. {@link dev.espalier.passes.channels.RemoveDeadChannels} goes through
 * these stages, each of which reads only the ones before it:
 *
 * <ol>
 *   <li><b>What is known of every channel.</b> {@code ChannelAnalysis} walks forward: a {@code
 *       Flow} is one node and its operands, {@code OperandChannels} and {@code ChannelOverlap}
 *       count the channels as the node does, the {@code *States} classes hold a row each of the
 *       table of zero, constant, map and live ({@code ChannelState}), {@code Channels} is the
 *       result. {@code ReplaceKnownValues} makes constants of values that are known as a whole.
 *   <li><b>What is asked for.</b> {@code ChannelDemand} walks backward with a {@code DemandReader};
 *       {@code LinearDemand} and {@code LayoutDemand} are its cases.
 *   <li><b>What belongs together.</b> {@code CoupledGroups} joins indices: {@code CollectRelations}
 *       asks the operators, {@code AxisFactors} writes axes as products, {@code FactorClasses} and
 *       {@code UnionFind} join factors and indices, {@code ClassBlockers} and {@code Blockers} say
 *       what cannot go. {@code UnshareVectors} comes first, so that small shared constants couple
 *       nothing.
 *   <li><b>What goes.</b> {@code RemovalPlan} takes out what {@code DeadPositions} finds dead and
 *       settles: {@code AbsorbConstants} chooses by {@code GroupCosts} in which form the {@code
 *       Constants} of a {@code LinearReader} live on, {@code KeepOperands} and {@code
 *       BalanceBlocks} keep what operators cannot do without. {@code Removal} is the state.
 *   <li><b>The cut.</b> {@code CutChannels} cuts constants and attributes, {@code RewriteLinear}
 *       weights and biases; {@code ConvWeights}, {@code MatrixWeights}, {@code BlockwiseWeight} and
 *       {@code WeightWindow} know their layouts.
 *   <li><b>The account.</b> {@code WriteLedger} and {@code NoteTolerances} make the {@code Ledger}.
 * </ol>
 *
 * <p>Pruning uses the third stage and {@code DeadGroups} of the fourth.
 */
package dev.espalier.passes.channels;
