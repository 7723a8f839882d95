// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A body to be read while it comes, all of it: what came before the connection broke is read before
 * the reader is told that it broke. The JDK's own stream forgets what its reader has not fetched by
 * then, so a slow reader would have to ask for it once more.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
  /** Bytes, or the end of them: a null {@code problem} is a good one. */
  private record Signal(List<ByteBuffer> bytes, Throwable problem) {
    boolean isEnd() {
      return bytes == null;
    }
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private volatile boolean closed;

  // The reader's.
  private Signal current = new Signal(List.of(), null);
  private int next;

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.complete(given) || closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    signals.add(new Signal(bytes, null));
  }

  @Override
  public void onError(Throwable problem) {
    signals.add(new Signal(null, Objects.requireNonNull(problem)));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Waits for at least one byte.
   *
   * @throws IOException if the connection broke, or the stream is closed
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = filled();
    if (buffer == null) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    return count;
  }

  /** A buffer that has bytes; null at a good end. */
  private ByteBuffer filled() throws IOException {
    while (true) {
      if (closed) {
        throw new IOException("closed");
      }
      if (current.isEnd()) {
        if (current.problem() != null) {
          throw new IOException(current.problem().getMessage(), current.problem());
        }
        return null;
      }
      if (next == current.bytes().size()) {
        current = take();
        next = 0;
      } else if (current.bytes().get(next).hasRemaining()) {
        return current.bytes().get(next);
      } else {
        next++;
      }
    }
  }

  private Signal take() throws IOException {
    try {
      Signal signal = signals.take();
      if (!signal.isEnd()) {
        subscription.join().request(1);
      }
      return signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the connection; a reader that waits is woken, by any thread. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription given = subscription.getNow(null);
    if (given != null) {
      given.cancel();
    }
    onComplete(); // wakes the reader, which sees that this is closed
  }
}
