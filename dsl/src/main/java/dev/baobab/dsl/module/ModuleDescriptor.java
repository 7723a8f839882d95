// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import dev.baobab.dsl.CpuFeature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A module as plain data: all that the resolver needs to know.
 *
 * @param id unique id
 * @param builder class and method that users call: {@code Sampler.options}
 * @param summary one sentence
 * @param doc description: plain text
 * @param provides capabilities, the id among them
 * @param requires names of capabilities that it needs
 * @param conflicts names of capabilities that exclude it
 * @param cpu processor features that it needs
 * @param sources C and nasm files
 * @param headers C headers
 * @param options its options, in order of declaration
 */
public record ModuleDescriptor(
    String id,
    String builder,
    String summary,
    String doc,
    Set<String> provides,
    List<String> requires,
    List<String> conflicts,
    Set<CpuFeature> cpu,
    List<String> sources,
    List<String> headers,
    List<OptionDescriptor> options) {
  public ModuleDescriptor {
    provides = Set.copyOf(provides);
    requires = List.copyOf(requires);
    conflicts = List.copyOf(conflicts);
    cpu = Set.copyOf(cpu);
    sources = List.copyOf(sources);
    headers = List.copyOf(headers);
    options = List.copyOf(options);
  }

  /** The id in C names: {@code top_k}. */
  public String cName() {
    return id.replace('-', '_');
  }

  /** The id in C constants: {@code TOP_K}. */
  public String constantName() {
    return cName().toUpperCase(Locale.ROOT);
  }

  /** The option of a name. */
  public Optional<OptionDescriptor> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }
}
