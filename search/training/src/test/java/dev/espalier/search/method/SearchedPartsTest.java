package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that decide about channels only, or about blocks only. */
class SearchedPartsTest {
  @TempDir Path base;

  private SearchSummary run(String searched) throws IOException {
    return TinySearch.in(base).with("searched: " + searched).go(searched);
  }

  @Test
  void ofBlocksOnlyKeepsAllChannels() throws IOException {
    SearchSummary summary = run("blocks");
    assertThat(summary.channels()).allMatch(width -> width.after() == width.before());
    assertThat(summary.cost().model()).isLessThan(summary.cost().supernet());
  }

  /** The block is the one of the methods that rank channels. */
  @Test
  void ofChannelsOnlyKeepsThePlainBlock() throws IOException {
    SearchSummary summary = run("channels");
    assertThat(summary.blocks().get(0).chosen()).isEqualTo("other");
    assertThat(summary.channels()).anyMatch(width -> width.after() < width.before());
    assertThat(summary.cost().ofTarget()).isBetween(0.97, 1.0);
  }
}
