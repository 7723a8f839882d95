// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelBuildTest {
  @TempDir Path folder;

  @Test
  void anEfiApplicationComesOut() throws Exception {
    KernelBuild.Result result = build(Sources.small());

    assertThat(result.changed()).isTrue();
    byte[] file = Files.readAllBytes(result.efiFile());
    assertThat(new String(file, 0, 2, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("MZ");
    int header = (file[0x3c] & 0xff) | ((file[0x3d] & 0xff) << 8);
    assertThat(file[header + 4 + 20 + 68]).as("subsystem: EFI application").isEqualTo((byte) 10);
  }

  @Test
  void whatIsDoneIsHeard() throws Exception {
    List<String> heard = new ArrayList<>();
    Sources.small()
        .build(folder, (what, done, total) -> heard.add("%s %d/%d".formatted(what, done, total)));

    assertThat(heard)
        .containsExactly(
            "kernel/entry.c 1/5",
            "modules/apple/apple.c 2/5",
            "modules/pear/fig.asm 3/5",
            "modules/pear/pear.c 4/5",
            "BOOTX64.EFI 5/5");
  }

  @Test
  void nothingChangedNothingRebuilt() throws Exception {
    build(Sources.small());
    Map<String, FileTime> before = times();

    assertThat(build(Sources.small()).changed()).isFalse();
    assertThat(times()).isEqualTo(before);
  }

  @Test
  void aChangedHeaderRebuildsItsUsersOnly() throws Exception {
    build(Sources.small());
    Map<String, FileTime> before = times();

    String header = "int bb_pear_weight(void);\nint bb_fig(void);\nextern int bb_pear_count;\n";
    KernelBuild.Result result = build(Sources.small().with("pear", "modules/pear/pear.h", header));

    assertThat(result.changed()).isTrue();
    assertThat(changedSince(before)).containsExactly("kernel/entry.obj", "modules/pear/pear.obj");
  }

  @Test
  void anObjectThatIsGoneIsMadeAgain() throws Exception {
    KernelBuild.Result first = build(Sources.small());
    Files.delete(folder.resolve("objects/modules/pear/fig.obj"));
    Files.delete(first.efiFile());

    assertThat(build(Sources.small()).efiFile()).exists();
  }

  @Test
  void theSameSourcesGiveTheSameBytesInEveryFolder() throws Exception {
    Path one = build(Sources.small()).efiFile();
    Path other =
        Sources.small()
            .build(folder.resolve("a much, longer; folder"), BuildListener.NONE)
            .efiFile();

    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void theErrorsOfAllFilesAreReportedTogetherInTheModulesOwnLines() {
    Sources broken =
        Sources.small()
            .with(
                "apple",
                "modules/apple/apple.c",
                "/* Copied. */\n#line 1 \"modules/apple/apple.c\"\nint bb_apple_weight(void)\n{\n"
                    + "    return undeclared;\n}\n")
            .with(
                "pear",
                "modules/pear/fig.asm",
                "; Copied.\n%line 0+1 modules/pear/fig.asm\nbb_fig:\n    jump away\n");

    assertThatThrownBy(() -> build(broken))
        .isInstanceOf(ToolchainException.class)
        .hasMessageStartingWith("the kernel does not compile:\n")
        .hasMessageContaining("modules/apple/apple.c:3:12: error: use of undeclared identifier")
        .hasMessageContaining("modules/pear/fig.asm:2: error: ")
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  void aWarningIsAnError() {
    Sources unclean =
        Sources.small()
            .with(
                "apple",
                "modules/apple/apple.c",
                "#include \"apple.h\"\nint bb_apple_weight(void)\n{\n    int unused;\n"
                    + "    return 1;\n}\n");

    assertThatThrownBy(() -> build(unclean)).hasMessageContaining("unused");
  }

  @Test
  void afterAnErrorIsCorrectedTheBuildGoesOn() throws Exception {
    build(Sources.small());
    Sources broken = Sources.small().with("apple", "modules/apple/apple.c", "nonsense\n");
    assertThatThrownBy(() -> build(broken)).isInstanceOf(ToolchainException.class);
    assertThatThrownBy(() -> build(broken)).isInstanceOf(ToolchainException.class);

    assertThat(build(Sources.small()).efiFile()).exists();
  }

  @Test
  void aFunctionThatNobodyDefines() {
    assertThatThrownBy(() -> build(Sources.small().without("modules/pear/fig.asm")))
        .isInstanceOf(ToolchainException.class)
        .hasMessageStartingWith(
            "the kernel does not link: bb_fig is called, but no installed module defines it\n")
        .hasMessageContaining("kernel/entry.obj");
  }

  @Test
  void aFunctionThatTwoModulesDefine() {
    Sources twice =
        Sources.small()
            .with(
                "plum",
                "modules/plum/plum.c",
                "int bb_fig(void);\nint bb_fig(void)\n{\n    return 1;\n}\n");

    assertThatThrownBy(() -> build(twice))
        .hasMessageStartingWith(
            "the kernel does not link: bb_fig is defined by more than one module\n");
  }

  private KernelBuild.Result build(Sources sources) throws IOException, InterruptedException {
    return sources.build(folder, BuildListener.NONE);
  }

  private List<String> changedSince(Map<String, FileTime> before) throws IOException {
    return times().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".obj"))
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, FileTime> times() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    Path objects = folder.resolve("objects");
    try (Stream<Path> files = Files.walk(objects)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(objects.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    times.put("BOOTX64.EFI", Files.getLastModifiedTime(folder.resolve("BOOTX64.EFI")));
    return times;
  }
}
