// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The installed QEMU and its UEFI firmware.
 *
 * @param executable the emulator
 * @param firmwareCode OVMF's code, mapped read-only
 * @param firmwareVariables OVMF's variables; each run gets a copy
 */
public record Qemu(Path executable, Path firmwareCode, Path firmwareVariables) {
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
    Path executable =
        findExecutable()
            .orElseThrow(
                () ->
                    new IOException(
                        "qemu-system-x86_64 is not installed."
                            + " To fix: apt install qemu-system-x86, or set BAOBAB_QEMU"));
    for (String folder : firmwareFolders()) {
      for (String pattern : FIRMWARE) {
        Path code = Path.of(folder, pattern.formatted("CODE"));
        Path variables = Path.of(folder, pattern.formatted("VARS"));
        if (Files.isReadable(code) && Files.isReadable(variables)) {
          return new Qemu(executable, code, variables);
        }
      }
    }
    throw new IOException(
        "OVMF, the UEFI firmware for QEMU, is not in any of %s. To fix: apt install ovmf, or set BAOBAB_OVMF"
            .formatted(firmwareFolders()));
  }

  private static List<String> firmwareFolders() {
    String chosen = System.getenv("BAOBAB_OVMF");
    return chosen == null ? FIRMWARE_FOLDERS : List.of(chosen);
  }

  private static Optional<Path> findExecutable() {
    String chosen = System.getenv("BAOBAB_QEMU");
    Stream<Path> candidates =
        chosen != null
            ? Stream.of(Path.of(chosen))
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "qemu-system-x86_64"));
    return candidates.filter(Files::isExecutable).findFirst();
  }
}
