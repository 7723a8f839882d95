// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import java.nio.file.Path;

/**
 * Where a build's files go.
 *
 * @param output the build's folder, {@code target} of a Maven project
 */
public record Layout(Path output) {
  /** The kernel's sources, the report and what is made of them. */
  public Path kernel() {
    return output.resolve("kernel");
  }

  /** The kernel's C and nasm. */
  public Path sources() {
    return kernel().resolve("sources");
  }

  Path objects() {
    return kernel().resolve("objects");
  }

  /** The kernel. */
  public Path efiFile() {
    return kernel().resolve("BOOTX64.EFI");
  }

  /** The report, a web page. */
  public Path report() {
    return kernel().resolve("report.html");
  }

  /** The model's quality, as it was measured. */
  Path quality() {
    return kernel().resolve("quality.properties");
  }

  /** The kernels that measure the model's quality, each in a folder of its own. */
  public Path measuringKernels() {
    return kernel().resolve("quality");
  }

  /** Packed models. */
  public Path models() {
    return kernel().resolve("models");
  }

  /** The boot volume as a folder. */
  public Path volume() {
    return kernel().resolve("volume");
  }

  Path hostedSources() {
    return kernel().resolve("hosted");
  }

  Path hostedRunner() {
    return kernel().resolve("baobab-hosted");
  }

  /** The disk image of a kernel. */
  public Path image(String kernel) {
    return output.resolve(kernel + ".img");
  }
}
