// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The link of all object files to an EFI application. */
final class Linking {
  private static final Pattern UNDEFINED = Pattern.compile("undefined symbol: (\\S+)");
  private static final Pattern DUPLICATE = Pattern.compile("duplicate symbol: (\\S+)");

  private final Path lldLink;
  private final Path objects;
  private final List<String> names;
  private final Path efiFile;

  Linking(Path lldLink, Path objects, List<String> names, Path efiFile) {
    this.lldLink = lldLink;
    this.objects = objects;
    this.names = List.copyOf(names);
    this.efiFile = efiFile;
  }

  Path mapFile() {
    return objects.resolve("kernel.map");
  }

  /** Links unless the EFI file is current; returns whether it had to. */
  boolean run() throws IOException, InterruptedException {
    List<String> command = command();
    List<Path> inputs = names.stream().map(objects::resolve).toList();
    String fingerprint = Fingerprint.of(command, inputs);
    Path kept = objects.resolve("kernel.fingerprint");
    if (Fingerprint.isCurrent(efiFile, kept, fingerprint) && Files.exists(mapFile())) {
      return false;
    }
    Files.createDirectories(efiFile.getParent());
    Files.deleteIfExists(kept);
    // A new file, never the old one's content: a hard link of it may be in use as a volume.
    Files.deleteIfExists(efiFile);
    Command.Outcome outcome = new Command(objects, command).run();
    if (!outcome.ok()) {
      throw new ToolchainException(explain(outcome.output()));
    }
    Files.writeString(kept, fingerprint);
    return true;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(lldLink.toString());
    command.addAll(List.of("/subsystem:efi_application", "/entry:efi_main", "/nodefaultlib"));
    command.addAll(List.of("/opt:ref", "/opt:noicf", "/timestamp:0", "/errorlimit:0"));
    command.add("/lldmap:" + mapFile());
    command.add("/out:" + efiFile);
    command.addAll(names);
    return command;
  }

  private static String explain(String output) {
    Set<String> sentences = new LinkedHashSet<>();
    collect(UNDEFINED, output, "%s is called, but no installed module defines it", sentences);
    collect(DUPLICATE, output, "%s is defined by more than one module", sentences);
    return "the kernel does not link: %s%n%s"
        .formatted(String.join("; ", sentences), output)
        .stripTrailing();
  }

  private static void collect(
      Pattern pattern, String output, String sentence, Set<String> sentences) {
    Matcher matcher = pattern.matcher(output);
    while (matcher.find()) {
      sentences.add(sentence.formatted(matcher.group(1)));
    }
  }
}
