// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.ReportEmitter;
import dev.baobab.generators.emitters.report.BuildFacts;
import dev.baobab.generators.emitters.report.ModelWeights;
import dev.baobab.generators.emitters.report.ModuleSize;
import dev.baobab.generators.emitters.report.Quality;
import dev.baobab.generators.toolchain.LinkMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the report of a kernel, with its sizes once it is built. */
final class KernelReport {
  private final Plan plan;
  private final Path file;
  private final Optional<Quality> quality;

  /**
   * @param quality what the type of the weights costs, if that was measured
   */
  KernelReport(Plan plan, Path file, Optional<Quality> quality) {
    this.plan = plan;
    this.file = file;
    this.quality = quality;
  }

  /** The report of a plan that is not built yet. */
  void write() throws IOException {
    write(Optional.empty());
  }

  /** The report of a kernel and of the volume that it boots from. */
  void write(LinkMap map, BootVolume volume) throws IOException {
    List<BuildFacts.OutputFile> files = new ArrayList<>();
    for (Map.Entry<String, Path> entry : volume.files().entrySet()) {
      String path = entry.getKey();
      files.add(
          new BuildFacts.OutputFile(
              path.substring(path.lastIndexOf('/') + 1), path, Files.size(entry.getValue())));
    }
    Optional<ModelWeights> model = Optional.empty();
    Path weights = volume.weights(plan.model());
    if (plan.model().isPacked()) {
      model = Optional.of(PackedWeights.of(weights));
    } else if (plan.model().isGguf()) {
      model = Optional.of(GgufWeights.of(weights));
    }
    write(Optional.of(new BuildFacts(sizes(map), files, model)));
  }

  private static Map<String, ModuleSize> sizes(LinkMap map) {
    Map<String, ModuleSize> sizes = new TreeMap<>();
    for (LinkMap.Piece piece : map.pieces()) {
      sizes.merge(piece.owner(), size(piece), ModuleSize::plus);
    }
    return sizes;
  }

  private static ModuleSize size(LinkMap.Piece piece) {
    return switch (piece.section()) {
      case ".text" -> new ModuleSize(piece.bytes(), 0, 0);
      case ".bss" -> new ModuleSize(0, 0, piece.bytes());
      default -> new ModuleSize(0, piece.bytes(), 0);
    };
  }

  private void write(Optional<BuildFacts> facts) throws IOException {
    String page = ReportEmitter.emit(plan, facts, quality);
    if (!Files.exists(file) || !Files.readString(file).equals(page)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    }
  }
}
