// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.generators.image.KeptDisk;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.QemuDisk;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RunAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of ten turns on an emulated machine with a disk that it may write to. */
@Tag("slow")
class ChatQemuTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private KeptDisk disk;

  @BeforeEach
  void disk() throws IOException, InterruptedException {
    Path image = Files.copy(Talk.kernel().build().image(), folder.resolve("stick.img"));
    disk = new KeptDisk(image);
    disk.open();
  }

  private Talk start() throws IOException, InterruptedException {
    QemuDisk kept = QemuDisk.kept(disk.file());
    return new Talk(BuiltKernel.startQemu(kept, QemuMachine.standard()), PATIENCE);
  }

  @Test
  void tenTurnsAndPowerCuts() throws Exception {
    new PowerCuts(this::start).run(3);
  }

  @Test
  void twoMachinesDoNotShareADisk() throws Exception {
    try (Talk talk = start()) {
      assertThatThrownBy(disk::requireUnused).hasMessageContaining("IMAGE_IN_USE");
      QemuDisk kept = QemuDisk.kept(disk.file());
      try (KernelProcess second = BuiltKernel.startQemu(kept, QemuMachine.standard())) {
        RunResult refused = second.finish(Optional.of(PATIENCE));
        assertThat(refused.ok()).isFalse();
        assertThat(refused.errors()).contains("lock");
      }
      assertThat(talk.say("Who are you?")).isEqualTo(Talk.WHO);
      RunAssert.assertThat(talk.quit()).isOk();
    }
    disk.requireUnused();
  }
}
