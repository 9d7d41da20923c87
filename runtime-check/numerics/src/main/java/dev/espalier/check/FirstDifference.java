package dev.espalier.check;

/**
 * The first value, in the order of computation of the reference, that two models compute
 * differently although it has the same name and shape in both. Values that differ while others that
 * are computed from them do not are passed over: they are only kept in another form.
 *
 * @param value its name
 * @param input the input it was seen on
 * @param maxAbs largest absolute difference; infinite where the candidate is not finite
 * @param allowed what the tolerance allows, with range and noise of this value on this input
 * @param equalBefore how many values of the same name and shape came before it, all within the
 *     tolerance
 */
public record FirstDifference(
    String value, String input, double maxAbs, double allowed, int equalBefore) {}
