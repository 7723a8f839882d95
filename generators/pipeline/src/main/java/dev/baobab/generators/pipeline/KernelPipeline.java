// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.Model;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.KernelSources;
import dev.baobab.generators.emitters.SourceTreeWriter;
import dev.baobab.generators.emitters.report.Quality;
import dev.baobab.generators.image.DiskImage;
import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.toolchain.BuildListener;
import dev.baobab.generators.toolchain.KernelBuild;
import dev.baobab.generators.toolchain.NativeBuild;
import dev.baobab.generators.toolchain.ObjectCache;
import dev.baobab.generators.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kernel on its way from the definition to an image. Each method does what it needs of the
 * steps before it, and only what changed since the last time.
 */
public final class KernelPipeline {
  private static final long MIB = 1 << 20;

  private final KernelRequest request;
  private final Layout layout;
  private final BuildListener building;
  private final ProgressListener writing;
  private Optional<ObjectCache> objects = Optional.empty();
  private long freeMiB = 1;
  private Plan plan;

  /**
   * @param output the folder that everything goes to
   * @param building hears of each compiled file
   * @param writing hears of the bytes of the packed model and of the image
   */
  public KernelPipeline(
      KernelRequest request, Path output, BuildListener building, ProgressListener writing) {
    this.request = request;
    this.layout = new Layout(output);
    this.building = building;
    this.writing = writing;
  }

  /** Shares object files with the other kernels that do so; call it before the build. */
  public KernelPipeline shareObjects(ObjectCache cache) {
    objects = Optional.of(cache);
    return this;
  }

  /** Leaves so many MiB of the image's boot volume free, for files that are copied there later. */
  public KernelPipeline free(int mebibytes) {
    freeMiB = Math.max(1, mebibytes);
    return this;
  }

  /** What the kernel is made from. */
  public KernelRequest request() {
    return request;
  }

  /** Where everything goes. */
  public Layout layout() {
    return layout;
  }

  /**
   * The plan.
   *
   * @throws dev.baobab.generators.problem.DeclarationException with all problems at once
   */
  public Plan plan() {
    if (plan == null) {
      plan = request.plan();
    }
    return plan;
  }

  /** Writes the sources, and the report of what will be built. */
  public SourceTree generate() throws IOException {
    SourceTree tree = writeSources();
    report().write();
    return tree;
  }

  /** Makes the EFI file, and the report with its sizes. */
  public KernelBuild.Result build() throws IOException, InterruptedException {
    Toolchain toolchain = Toolchain.find();
    KernelBuild build = new KernelBuild(toolchain, layout.sources(), layout.objects(), objects);
    KernelBuild.Result result = build.run(writeSources(), layout.efiFile(), building);
    report().write(result.map(), bootVolume());
    return result;
  }

  /** Makes the boot volume as a folder, for the hosted runner. */
  public Path volume() throws IOException, InterruptedException {
    build();
    bootVolume().layOut(layout.volume());
    return layout.volume();
  }

  /** Where the disk image is, or will be. */
  public Path imageFile() {
    return layout.image(plan().name());
  }

  /** Makes the disk image. */
  public Path image() throws IOException, InterruptedException {
    build();
    Path image = imageFile();
    BootVolume volume = bootVolume();
    FileStamp stamp = new FileStamp(volume.facts() + freeMiB + " MiB free\n", image);
    if (!stamp.isCurrent()) {
      diskImage(volume).write(image, writing);
      stamp.keep();
    }
    return image;
  }

  /** The volume, with the model on a partition of its own if the kernel can read that. */
  private DiskImage diskImage(BootVolume volume) {
    DiskImage.Builder builder = DiskImage.builder().label("BAOBAB").minimumFreeBytes(freeMiB * MIB);
    Model model = plan().model();
    boolean partition =
        (model.isPacked() || model.isGguf()) && plan().module("source-partition").isPresent();
    for (Map.Entry<String, Path> file : volume.files().entrySet()) {
      if (partition && file.getValue().equals(volume.weights(model))) {
        builder.modelPartition(file.getValue());
      } else {
        builder.file(file.getKey(), file.getValue());
      }
    }
    return builder.build();
  }

  /** Makes the hosted runner's program. */
  public Path hostedRunner() throws IOException, InterruptedException {
    SourceTree tree = HostedSources.of(plan());
    new SourceTreeWriter(layout.hostedSources()).write(tree);
    Files.createDirectories(layout.kernel());
    new NativeBuild(Toolchain.find()).run(tree, layout.hostedSources(), layout.hostedRunner());
    return layout.hostedRunner();
  }

  private SourceTree writeSources() throws IOException {
    SourceTree tree = KernelSources.of(plan());
    new SourceTreeWriter(layout.sources()).write(tree);
    return tree;
  }

  /**
   * Keeps the model's measured quality: reports tell it from then on, until the model changes.
   *
   * @param text the text's bytes
   */
  public void keepQuality(Quality quality, byte[] text) throws IOException {
    qualityFile().write(quality, text);
  }

  private QualityFile qualityFile() throws IOException {
    return new QualityFile(layout.quality(), plan().model(), request.project());
  }

  private KernelReport report() throws IOException {
    return new KernelReport(plan(), layout.report(), qualityFile().read());
  }

  private BootVolume bootVolume() throws IOException {
    Path project = request.project();
    List<Path> weights = new ArrayList<>();
    for (Model model : plan().model().all()) {
      Path file = project.resolve(model.weights());
      weights.add(new ModelPacker(model, file, layout.models(), writing).file());
    }
    return BootVolume.of(plan(), project, layout.efiFile(), weights);
  }
}
