package dev.espalier.search.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a run came to, as it stands in its folder; fractions are fractions.
 *
 * @param macs multiply-accumulates for one picture; absent when its size is open
 * @param classes their names; empty when the data do not say
 * @param accuracy the last validation, as in the metrics
 */
public record TrainSummary(
    String network,
    long steps,
    long parameters,
    Optional<Long> macs,
    List<String> classes,
    JsonNode accuracy) {}
