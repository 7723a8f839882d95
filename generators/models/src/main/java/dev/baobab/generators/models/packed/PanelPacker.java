// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads, quantizes and packs panels, on two threads: more only wait for the disk. */
final class PanelPacker implements AutoCloseable {
  private static final int THREADS = 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "packing");
            thread.setDaemon(true);
            return thread;
          });

  /** The weights of a norm. */
  byte[] norm(Tensor tensor) throws IOException {
    return new TensorEncoder(tensor, DataType.F32).rows(0, 1);
  }

  /**
   * Packs adjacent panels.
   *
   * @param target zeros; gets the panels, one behind the other
   */
  void pack(Tensor tensor, DataType type, int firstPanel, int panels, byte[] target)
      throws IOException {
    List<Callable<Void>> shares = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int from = panels * thread / THREADS;
      int to = panels * (thread + 1) / THREADS;
      shares.add(
          () -> {
            for (int panel = from; panel < to; panel++) {
              packPanel(tensor, type, firstPanel + panel, target, panel);
            }
            return null;
          });
    }
    try {
      for (Future<Void> share : threads.invokeAll(shares)) {
        share.get();
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while packing " + tensor.label(), e);
    }
  }

  private static void packPanel(Tensor tensor, DataType type, int panel, byte[] target, int place)
      throws IOException {
    TensorEncoder encoder = new TensorEncoder(tensor, type);
    int row = panel * Panels.ROWS;
    int rows = Math.min(Panels.ROWS, tensor.rows() - row);
    byte[] encoded = encoder.rows(row, rows);
    int columns = tensor.columns();
    int at = place * Panels.bytes(type, columns);
    Panels.pack(type, encoded, 0, encoder.rowBytes(), rows, columns, target, at);
  }

  private static IOException rethrow(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
