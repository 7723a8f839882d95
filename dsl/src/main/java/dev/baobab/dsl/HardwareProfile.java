// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import dev.baobab.dsl.module.ModuleRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a class of machine has, by name, and what it changes in a kernel. Where a profile says
 * nothing (no processor features, no memory size) the kernel decides on the machine.
 *
 * @param name the name, as in {@code -Dhardware=name}
 * @param summary one sentence for {@code mvn baobab:describe}
 * @param cpu the processor's features, if they are known: a module that needs another is an error
 * @param memoryMiB the memory's size in MiB, if it is known
 * @param added modules, by id, that the profile adds with their defaults
 * @param configured modules that the profile adds with options, or whose options it changes
 * @param removed ids of modules that the profile removes
 * @param location where the user's definition declares it; empty for a built-in profile
 */
public record HardwareProfile(
    String name,
    String summary,
    Optional<Set<CpuFeature>> cpu,
    OptionalInt memoryMiB,
    List<String> added,
    List<ModuleRequest> configured,
    Set<String> removed,
    Optional<SourceLocation> location) {
  public HardwareProfile {
    cpu = cpu.map(Set::copyOf);
    added = List.copyOf(added);
    configured = List.copyOf(configured);
    removed = Set.copyOf(removed);
  }

  /** Starts a built-in profile. */
  public static Builder builder(String name) {
    return new Builder(name, Optional.empty());
  }

  static Builder builder(String name, SourceLocation location) {
    return new Builder(name, Optional.of(location));
  }

  /** Collects a profile's facts. */
  public static final class Builder {
    private final String name;
    private final Optional<SourceLocation> location;
    private final List<String> added = new ArrayList<>();
    private final List<ModuleRequest> configured = new ArrayList<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private String summary = "";
    private Set<CpuFeature> cpu;
    private OptionalInt memoryMiB = OptionalInt.empty();

    private Builder(String name, Optional<SourceLocation> location) {
      this.name = Objects.requireNonNull(name, "name");
      this.location = location;
    }

    /** Says in one sentence which machines are meant. */
    public Builder summary(String summary) {
      this.summary = summary;
      return this;
    }

    /** Names all features that the processor has, beside those of every x86_64 processor. */
    public Builder cpu(CpuFeature... features) {
      cpu = EnumSet.of(CpuFeature.SSE2, features);
      return this;
    }

    /** Says how much memory the machine has. */
    public Builder memoryMiB(int size) {
      memoryMiB = OptionalInt.of(size);
      return this;
    }

    /** Adds modules by id, with their defaults. */
    public Builder with(String... ids) {
      added.addAll(List.of(ids));
      return this;
    }

    /** Adds modules with options, or changes the options of installed ones. */
    public Builder with(ModuleRequest... requests) {
      configured.addAll(List.of(requests));
      return this;
    }

    /** Removes modules by id. */
    public Builder without(String... ids) {
      removed.addAll(List.of(ids));
      return this;
    }

    /** Removes modules. */
    public Builder without(ModuleRequest... requests) {
      for (ModuleRequest request : requests) {
        removed.add(request.module().id());
      }
      return this;
    }

    /** The profile. */
    public HardwareProfile build() {
      return new HardwareProfile(
          name, summary, Optional.ofNullable(cpu), memoryMiB, added, configured, removed, location);
    }
  }
}
