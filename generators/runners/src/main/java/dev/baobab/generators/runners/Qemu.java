// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The installed QEMU and its UEFI firmware.
 *
 * @param executable the emulator
 * @param firmwareCode OVMF's code, mapped read-only
 * @param firmwareVariables OVMF's variables; each run gets a copy
 */
public record Qemu(Path executable, Path firmwareCode, Path firmwareVariables) {
  private static final String PROGRAM = "qemu-system-x86_64";
  private static final List<String> FIRMWARE =
      List.of("OVMF_%s_4M.fd", "OVMF_%s.fd", "x64/OVMF_%s.4m.fd", "x64/OVMF_%s.fd");
  private static final List<String> FIRMWARE_FOLDERS =
      List.of("/usr/share/OVMF", "/usr/share/edk2", "/usr/share/edk2/ovmf", "/usr/share/ovmf");

  /**
   * Finds both; the environment's {@code BAOBAB_QEMU} and {@code BAOBAB_OVMF} (the folder) go
   * first.
   *
   * @throws IOException if one is missing, with the package to install
   */
  public static Qemu find() throws IOException {
    return find(System::getenv);
  }

  static Qemu find(UnaryOperator<String> environment) throws IOException {
    Path executable = executable(environment);
    String chosen = environment.apply("BAOBAB_OVMF");
    List<String> folders = chosen == null ? FIRMWARE_FOLDERS : List.of(chosen);
    for (String folder : folders) {
      for (String pattern : FIRMWARE) {
        Path code = Path.of(folder, pattern.formatted("CODE"));
        Path variables = Path.of(folder, pattern.formatted("VARS"));
        if (Files.isReadable(code) && Files.isReadable(variables)) {
          return new Qemu(executable, code, variables);
        }
      }
    }
    throw new IOException(
        "OVMF, the UEFI firmware for QEMU, is not in %s. To fix: apt install ovmf, or set BAOBAB_OVMF to its folder"
            .formatted(String.join(", ", folders)));
  }

  private static Path executable(UnaryOperator<String> environment) throws IOException {
    String chosen = environment.apply("BAOBAB_QEMU");
    if (chosen != null) {
      if (!isProgram(Path.of(chosen))) {
        throw new IOException(
            "BAOBAB_QEMU is set to %s, which is not a program. To fix: correct or unset it"
                .formatted(chosen));
      }
      return Path.of(chosen);
    }
    String path = Optional.ofNullable(environment.apply("PATH")).orElse("");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Qemu::isProgram)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "%s is not installed. To fix: apt install qemu-system-x86, or set BAOBAB_QEMU"
                        .formatted(PROGRAM)));
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
