package dev.espalier.latency.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The measurements that come with the program; their origin and licence are in NOTICE.md. */
public final class ShippedData {
  /** Kernels on Adreno GPUs under TVM. */
  public static final String KERNELS = "adreno_tvm_kernels.csv";

  /** Whole networks on the same devices under the same runtime. */
  public static final String NETWORKS = "tvm_adreno_e2e.csv";

  private ShippedData() {}

  /** The content of a file. */
  public static byte[] bytes(String file) {
    try (InputStream stream = ShippedData.class.getResourceAsStream(file)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
