// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuTest {
  @TempDir Path folder;

  @Test
  void bothAreFoundWhereTheEnvironmentSays() throws Exception {
    Path program = program("bin/qemu-system-x86_64");
    Path code = file("firmware/OVMF_CODE_4M.fd");
    Path variables = file("firmware/OVMF_VARS_4M.fd");

    assertThat(find(Map.of("PATH", "/absent::" + program.getParent(), "BAOBAB_OVMF", firmware())))
        .isEqualTo(new Qemu(program, code, variables));
  }

  @Test
  void olderFirmwareWithoutTheSizeInItsNameWillDo() throws Exception {
    Path program = program("bin/my-qemu");
    Path code = file("firmware/OVMF_CODE.fd");
    file("firmware/OVMF_CODE_4M.fd"); // without its variables
    file("firmware/OVMF_VARS.fd");

    Qemu qemu = find(Map.of("BAOBAB_QEMU", program.toString(), "BAOBAB_OVMF", firmware()));
    assertThat(qemu.firmwareCode()).isEqualTo(code);
  }

  @Test
  void aMissingEmulatorNamesItsPackage() {
    assertThatThrownBy(() -> find(Map.of("PATH", folder.toString())))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "qemu-system-x86_64 is not installed."
                + " To fix: apt install qemu-system-x86, or set BAOBAB_QEMU");
  }

  @Test
  void anEmulatorThatIsNoProgramIsSaid() throws Exception {
    Path file = file("qemu");

    assertThatThrownBy(() -> find(Map.of("BAOBAB_QEMU", file.toString())))
        .hasMessage(
            "BAOBAB_QEMU is set to %s, which is not a program. To fix: correct or unset it"
                .formatted(file));
  }

  @Test
  void missingFirmwareNamesItsPackage() throws Exception {
    Path program = program("qemu");

    assertThatThrownBy(
            () -> find(Map.of("BAOBAB_QEMU", program.toString(), "BAOBAB_OVMF", "/absent")))
        .hasMessage(
            "OVMF, the UEFI firmware for QEMU, is not in /absent."
                + " To fix: apt install ovmf, or set BAOBAB_OVMF to its folder");
  }

  private static Qemu find(Map<String, String> environment) throws IOException {
    return Qemu.find(environment::get);
  }

  private String firmware() {
    return folder.resolve("firmware").toString();
  }

  private Path program(String name) throws IOException {
    Path file = file(name);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
