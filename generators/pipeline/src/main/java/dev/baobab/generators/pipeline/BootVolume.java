// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.Model;
import dev.baobab.generators.composer.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of the volume that a kernel is booted from, by their path on it, with forward slashes.
 *
 * @param files where each file's content is
 */
public record BootVolume(Map<String, Path> files) {
  /** Where firmware looks for a kernel on removable media (UEFI 2.10, 3.5.1.1). */
  public static final String KERNEL = "EFI/BOOT/BOOTX64.EFI";

  private static final String MODELS = "models/";
  private static final String OWN_TOKENIZER = ".tokenizer.bin"; // beside the model: model-menu
  private static final String CONFIG = "baobab.cfg";

  public BootVolume {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * The kernel, its models and tokenizers, and the project's {@code baobab.cfg} if there is one.
   *
   * @param weights the models' files, packed or not: the one that it boots into, then the others
   */
  static BootVolume of(Plan plan, Path project, Path efiFile, List<Path> weights) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put(KERNEL, efiFile);
    Model model = plan.model();
    put(files, model.fileName(), weights.get(0));
    model
        .tokenizer()
        .map(project::resolve)
        .ifPresent(file -> put(files, model.tokenizerFileName().orElseThrow(), file));
    for (int i = 0; i < model.others().size(); i++) {
      Model other = model.others().get(i);
      put(files, other.fileName(), weights.get(i + 1));
      String own = other.fileName().replaceFirst("\\.[^.]*$", "") + OWN_TOKENIZER;
      other.tokenizer().ifPresent(file -> put(files, own, project.resolve(file)));
    }
    Path config = project.resolve(CONFIG);
    if (plan.module("config-file").isPresent() && Files.isRegularFile(config)) {
      files.put(CONFIG, config);
    }
    return new BootVolume(files);
  }

  private static void put(Map<String, Path> files, String name, Path file) {
    Path other = files.put(MODELS + name, file);
    if (other != null && !other.equals(file)) {
      throw new IllegalArgumentException(
          "%s and %s would be one file on the boot volume. To fix: give one of them another name"
              .formatted(other, file));
    }
  }

  /** The file of the model's weights. */
  Path weights(Model model) {
    return files.get(MODELS + model.fileName());
  }

  /** Facts of all files, as text: other facts, another volume. */
  String facts() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      text.append(file.getKey()).append(' ').append(FileStamp.facts(file.getValue())).append('\n');
    }
    return text.toString();
  }

  /** Makes a folder that holds these files and nothing else; large ones are linked, not copied. */
  void layOut(Path folder) throws IOException {
    Set<Path> wanted = new HashSet<>();
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      Path target = folder.resolve(entry.getKey());
      wanted.add(target);
      place(entry.getValue(), target);
    }
    List<Path> present;
    try (Stream<Path> walk = Files.walk(folder)) {
      present = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : present) {
      if (!wanted.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private static void place(Path source, Path target) throws IOException {
    if (Files.exists(target) && Files.isSameFile(source, target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, source);
    } catch (IOException | UnsupportedOperationException e) {
      // Another file system, or one without links.
      Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
