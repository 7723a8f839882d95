// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The phases and goals in a project that is as it should be. */
class GoalsTest {
  /** A loaded machine is given three times what a warm build may take. */
  private static final Duration WARM = Duration.ofSeconds(15);

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void copy() throws IOException {
    project = Project.copyOf("minimal", folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "baobab:generate"})
  void sourcesAndReport(String goal) throws Exception {
    Files.deleteIfExists(project.file("target/minimal.img"));
    Files.deleteIfExists(project.file("target/kernel/report.html"));
    project.mvn(goal).succeeds();

    assertThat(project.file("target/kernel/sources/generated/bb_hooks.c"))
        .content()
        .contains("bb_story_boot");
    assertThat(project.file("target/kernel/sources/modules/story/story.c")).exists();
    assertThat(project.file("target/kernel/report.html")).content().contains("not built yet");
    assertThat(project.file("target/minimal.img")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "baobab:image"})
  void image(String goal) throws Exception {
    Files.deleteIfExists(project.file("target/minimal.img"));
    Outcome made = project.mvn(goal).succeeds();

    assertThat(made.output())
        .contains("Kernel: target/kernel/BOOTX64.EFI")
        .contains("Report: target/kernel/report.html")
        .contains("Image:  target/minimal.img");
    assertThat(project.file("target/minimal.img")).exists();
    assertThat(project.file("target/kernel/report.html"))
        .content()
        .contains("Bytes by module")
        .contains("BOOTX64.EFI");
  }

  @Test
  void nothingChangedNothingDone() throws Exception {
    project.mvn("image").succeeds();
    Map<String, FileTime> before = times();

    Outcome again = project.mvn("image").succeeds();

    assertThat(times()).isEqualTo(before);
    System.out.printf("A warm mvn image took %d ms%n", again.elapsed().toMillis());
    assertThat(again.elapsed()).isLessThan(WARM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "baobab:run"})
  void hosted(String goal) throws Exception {
    Outcome run = project.mvn("-q", goal, Project.ALONE).succeeds();

    assertThat(run.output()).contains("Baobab", "minimal", Project.STORY);
  }

  @Test
  void quietly() throws Exception {
    Outcome run = project.mvn("-q", "run", Project.ALONE, "-Dbaobab.quiet=true").succeeds();

    assertThat(run.output()).startsWith(Project.STORY);
    assertThat(run.errors()).contains("tokens/s").doesNotContain(Project.STORY);
  }

  @Test
  void whatTheTypeOfTheWeightsCosts() throws Exception {
    String quantized = "-Dbaobab.quantize=Q4_0";
    String text =
        "-Dbaobab.text=" + Files.writeString(folder.resolve("a-story.txt"), Project.STORY);

    Outcome measured = project.mvn("baobab:quality", quantized, text).succeeds();

    Pattern figures =
        Pattern.compile("erplexity (on a-story.txt: )?\\d+\\.\\d+.*float32.*\\d+\\.\\d+");
    assertThat(measured.output()).containsPattern(figures);
    Path report = project.file("target/kernel/report.html");
    assertThat(report)
        .content()
        .contains("on a-story.txt (")
        .containsPattern("float32 weights: [+-]");
    // Of another type of weights nothing is known.
    project.mvn("generate", "-Dbaobab.quantize=Q8_0").succeeds();
    assertThat(report).content().doesNotContain("a-story.txt");
    project.mvn("generate", quantized).succeeds();
    assertThat(report).content().contains("on a-story.txt (");
  }

  @Test
  void noTextToMeasureWith() throws Exception {
    assertThat(project.mvn("baobab:quality").fails().output())
        .contains("quality.txt is not there", "-Dbaobab.text=FILE");
  }

  @Test
  void inQemuFromAnImageThatStaysAsItIs() throws Exception {
    project.mvn("image", "-Dhardware=qemu", Project.ALONE).succeeds();
    byte[] image = Files.readAllBytes(project.file("target/minimal.img"));

    Outcome boot = project.mvn("-q", "boot", Project.ALONE, "-Dbaobab.timeout=180").succeeds();

    assertThat(boot.output()).contains(Project.STORY);
    assertThat(project.file("target/minimal.img")).hasBinaryContent(image);
  }

  @Test
  void aRunThatTakesTooLongIsAFailure() throws Exception {
    // Someone who could answer, but does not.
    Outcome boot = project.mvn("-q", "boot", "-Dbaobab.timeout=1").fails();

    assertThat(boot.output()).contains("the kernel did not end within 1 s");
  }

  @Test
  void anUnknownKindOfDisk() throws Exception {
    assertThat(project.mvn("boot", "-Dbaobab.disk=floppy").fails().output())
        .contains("baobab.disk is \"floppy\": use virtio, usb, nvme or sata");
  }

  @Test
  void toAFileThatTakesThePlaceOfAStick() throws Exception {
    Path stick = Files.createFile(folder.resolve("stick"));
    Outcome flash = project.mvn("flash", "-Ddevice=" + stick, "-Dyes=true").succeeds();

    assertThat(flash.output()).contains("Written and verified: " + stick);
    byte[] image = Files.readAllBytes(project.file("target/minimal.img"));
    assertThat(Files.readAllBytes(stick)).startsWith(image);
  }

  @Test
  void notWithoutConsent() throws Exception {
    Path stick = Files.writeString(folder.resolve("precious"), "precious");
    Outcome flash = project.mvn("flash", "-Ddevice=" + stick).fails();

    assertThat(flash.output() + flash.errors()).contains("FLASH_DECLINED", "-Dyes=true");
    assertThat(stick).hasContent("precious");
  }

  @Test
  void notWithoutADevice() throws Exception {
    assertThat(project.mvn("flash").fails().output())
        .contains("no device is named. To fix: mvn flash -Ddevice=/dev/sdX");
  }

  @Test
  void described() throws Exception {
    assertThat(project.mvn("-q", "baobab:describe").succeeds().output())
        .contains("matmul-sse2", "heap-bump", "Minimal.java:");
    assertThat(project.mvn("-q", "baobab:describe", "-Dformat=dot").succeeds().output())
        .startsWith("digraph")
        .contains("->");
    assertThat(project.mvn("-q", "baobab:describe", "-Dformat=mermaid").succeeds().output())
        .startsWith("graph");
    assertThat(project.mvn("-q", "baobab:describe", "-Dformat=svg").fails().output())
        .contains("format is \"svg\": use text, dot or mermaid");
  }

  private static Map<String, FileTime> times() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    // Not all of target: Maven's compiler keeps books of its own there.
    try (Stream<Path> files = Files.walk(project.file("target/kernel"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    Path image = project.file("target/minimal.img");
    times.put(image.toString(), Files.getLastModifiedTime(image));
    return times;
  }
}
