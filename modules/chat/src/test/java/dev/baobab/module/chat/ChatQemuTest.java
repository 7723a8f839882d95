// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of ten turns on an emulated machine with a disk that it may write to. */
@Tag("slow")
class ChatQemuTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long EMPTY_BYTES = 1 << 20;

  @TempDir Path folder;

  private BuiltKernel kernel;
  private Path image;
  private Path empty;

  @BeforeEach
  void disks() throws IOException, InterruptedException {
    kernel = Talk.kernel().build();
    image = Files.copy(kernel.image(), folder.resolve("stick.img"));
    empty = folder.resolve("empty.img");
    try (RandomAccessFile file = new RandomAccessFile(empty.toFile(), "rw")) {
      file.setLength(EMPTY_BYTES);
    }
  }

  /** A machine that keeps what is written to the stick; the runner's own disk has nothing on it. */
  private Talk start() throws IOException, InterruptedException {
    QemuMachine machine =
        QemuMachine.standard()
            .more(
                "-drive",
                "if=none,id=stick,format=raw,file=" + image,
                "-device",
                "virtio-blk-pci,drive=stick");
    return new Talk(BuiltKernel.startQemu(empty, machine), PATIENCE);
  }

  @Test
  void tenTurnsAndPowerCuts() throws Exception {
    new PowerCuts(this::start).run(3);
  }
}
