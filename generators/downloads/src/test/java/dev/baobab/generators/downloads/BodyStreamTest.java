// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies whose end comes before their reader. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BodyStreamTest {
  private final BodyStream stream = new BodyStream();
  private final Connection connection = new Connection();

  private static final class Connection implements Flow.Subscription {
    long wanted;
    boolean cancelled;

    @Override
    public void request(long count) {
      wanted += count;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static List<ByteBuffer> bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return List.of(ByteBuffer.allocate(0), buffer.flip());
  }

  @Test
  void whatCameBeforeAnErrorIsReadBeforeIt() throws Exception {
    stream.onSubscribe(connection);
    stream.onNext(bytes(1, 2));
    stream.onNext(bytes(255));
    stream.onError(new IOException("reset"));

    assertThat(stream.readNBytes(2)).containsExactly(1, 2);
    assertThat(stream.read()).isEqualTo(255);
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("reset");
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("reset");
    assertThat(connection.wanted).isEqualTo(3); // one more for each that was read
  }

  @Test
  void theEndStays() throws Exception {
    stream.onSubscribe(connection);
    stream.onNext(bytes(7));
    stream.onComplete();

    assertThat(stream.readAllBytes()).containsExactly(7);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void aReaderThatWaitsIsWokenByTheCloser() {
    stream.onSubscribe(connection);
    CompletableFuture<Void> closer =
        CompletableFuture.runAsync(
            stream::close, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));

    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("closed");

    closer.join();
    assertThat(connection.cancelled).isTrue();
  }

  @Test
  void aConnectionThatComesTooLateIsEnded() {
    stream.close();

    stream.onSubscribe(connection);

    assertThat(connection.cancelled).isTrue();
    assertThat(connection.wanted).isZero();
  }
}
