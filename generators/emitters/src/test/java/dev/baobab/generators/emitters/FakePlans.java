// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.Allocator;
import dev.baobab.dsl.extension.Architecture;
import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ChatTemplate;
import dev.baobab.dsl.extension.ConsoleDevice;
import dev.baobab.dsl.extension.Conversation;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.extension.IdleTask;
import dev.baobab.dsl.extension.KvCacheObserver;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.dsl.extension.MatMul;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.ModelChoice;
import dev.baobab.dsl.extension.ModelFormat;
import dev.baobab.dsl.extension.ModelSource;
import dev.baobab.dsl.extension.NetworkService;
import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.extension.Parallel;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.dsl.extension.SessionState;
import dev.baobab.dsl.extension.ShutdownHook;
import dev.baobab.dsl.extension.Stage;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.extension.Tokenizer;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.Contributions;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.hardware.BuiltInProfiles;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Plans made up for tests. */
final class FakePlans {
  private FakePlans() {}

  /** The least: a format, an architecture and a source, nothing else at any extension point. */
  static Plan least() {
    return plan(
        new FakeModule("kernel", "What every kernel shares")
            .adds(
                source("esp", "bb_esp_source_open", "bb_boot_steps.h"), apple(), tree(), words()));
  }

  /** Two modules that put something at every extension point, after a kernel that does too. */
  static Plan rich() {
    return plan(kernel(), orchard(), garden());
  }

  static Plan plan(FakeModule... modules) {
    List<PlannedModule> planned = Arrays.stream(modules).map(FakeModule::planned).toList();
    List<Contribution<ExtensionPoint>> points = new ArrayList<>();
    List<Contribution<Capability>> capabilities = new ArrayList<>();
    for (int rank = 0; rank < modules.length; rank++) {
      String id = planned.get(rank).id();
      int ordinal = 0;
      for (ExtensionPoint point : modules[rank].points) {
        points.add(new Contribution<>(id, rank, ordinal++, point));
      }
      for (Capability capability : modules[rank].capabilities) {
        capabilities.add(new Contribution<>(id, rank, ordinal++, capability));
      }
    }
    return new Plan(
        "fruit",
        Model.llama2c("models/stories15M.bin").tokenizer("models/tokenizer.bin"),
        BuiltInProfiles.all().get(0),
        BuiltInProfiles.all(),
        planned,
        new Contributions(points, capabilities),
        SourceTree.of(
            new SourceFile(
                "generated/orchard_table.h", "#define BB_ORCHARD_TREES 3\n", "orchard")));
  }

  private static FakeModule kernel() {
    return new FakeModule("kernel", "What every kernel shares")
        .fixed("on-error", OptionType.CHOICE, "exit", "What a failure does.", "wait", "exit")
        .adds(
            new BootStep(Phase.CONSOLE, "console", of("bb_console_boot", "bb_boot_steps.h")),
            new BootStep(Phase.CPU, "cpu", of("bb_cpu_boot", "bb_cpu.h")),
            device("screen", "bb_screen", "bb_platform.h"),
            device("serial", "bb_serial", "bb_platform.h"),
            device("scarecrow", "bb_orchard_scarecrow", "orchard.h")
                .covers("screen")
                .style(of("bb_orchard_scarecrow_style", "orchard.h"))
                .take(of("bb_orchard_scarecrow_take", "orchard.h")),
            source("esp", "bb_esp_source_open", "bb_boot_steps.h"),
            arena("weights"),
            arena("kv"),
            arena("scratch"),
            arena("output"));
  }

  private static FakeModule orchard() {
    return new FakeModule("orchard", "Trees, \"old\" and new")
        .sources("orchard.c", "orchard_trees.asm")
        .headers("orchard.h")
        .fixed("shade", OptionType.BOOLEAN, true, "Whether leaves give shade.")
        .fixed("least", OptionType.INTEGER, Long.MIN_VALUE, "The least of all integers.")
        .tunable(
            "name",
            OptionType.TEXT,
            "Pré vert\n",
            "What the orchard is called by those who live beside it, walk through it on Sundays"
                + " and pick up what the wind left on the ground, with the owner's leave of course;"
                + " it has never been written on a map.")
        .tunable("trees", OptionType.INTEGER, 42L, "How many trees stand there.")
        .between("ripeness", OptionType.NUMBER, 0.9, 0, 1)
        .tunable("kind", OptionType.CHOICE, "late-summer", "Season.", "early", "late-summer")
        .adds(
            new BootStep(Phase.MODEL, "roots", orchard("roots")),
            new BootStep(Phase.READY, "orchard", orchard("boot")),
            new LogitsProcessor("orchard-filter", Stage.FILTER, orchard("filter")),
            new LogitsProcessor("orchard-adjust", Stage.ADJUST, orchard("adjust")),
            new TokenListener("orchard", orchard("hear")),
            new KvCacheObserver("orchard", orchard("observe")),
            new IdleTask("orchard", orchard("idle")),
            new OptionListener("orchard", orchard("option")),
            new SessionState("orchard", orchard("state")),
            new SessionState("orchard-weather", orchard("weather")),
            new ReplCommand("pick", "<fruit>", "Picks a fruit.", orchard("pick")),
            new MemoryArena("fruit-store", orchard("demand")),
            new ChatTemplate("orchard", orchard("talk")),
            network("orchard-stall", "orchard_stall"),
            apple(),
            words(),
            tree(),
            new ShutdownHook("orchard", orchard("leave")))
        .provides(
            new Allocator(
                orchard("create"), orchard("allocate"), orchard("usage"), orchard("release")),
            new ModelChoice(orchard("choose"), orchard("known"), orchard("change")),
            new Sampler(orchard("sample")),
            new Conversation(orchard("greet"), orchard("reply"), orchard("forget")),
            new Parallel(
                orchard("pickers_run"),
                orchard("pickers_pair"),
                orchard("pickers_meet"),
                orchard("pickers_share"),
                orchard("pickers_settle"),
                orchard("pickers"),
                orchard("pickers_show")));
  }

  private static FakeModule garden() {
    return new FakeModule("garden", "Flowers")
        .tunable(
            "flower",
            OptionType.CHOICE,
            "rose",
            "What grows beside the gate.",
            "rose",
            "hollyhock",
            "lavender",
            "honeysuckle",
            "forget-me-not",
            "love-in-a-mist",
            "sweet-william")
        .tunable("bees", OptionType.BOOLEAN, false, "Whether bees are welcome.")
        .adds(
            new LogitsProcessor("garden-raw", Stage.RAW, garden("raw")),
            new LogitsProcessor("garden-adjust", Stage.ADJUST, garden("adjust")),
            new TokenListener("garden", garden("hear")),
            new ReplCommand(
                "water",
                "[litres]",
                "Waters the flowers in the morning, before the sun is high, so that the leaves can"
                    + " dry before the night and no mildew comes; twice a day in July.",
                garden("water")),
            source("shed", "bb_garden_open", "orchard.h"),
            new ModelFormat("pear", garden("probe"), garden("header"), garden("load")),
            tokenizer("flower-words", "bb_garden_"),
            new Architecture("flower", garden("layer"), true)
                .withNormsBehind()
                .completedBy(garden("complete"))
                .finishedBy(garden("finish")),
            network("garden-gate", "garden_gate"))
        // Its function has the name that the kernel calls already.
        .provides(new MatMul(of("bb_matmul_run", "bb_matmul.h")));
  }

  private static ModelFormat apple() {
    return new ModelFormat("apple", orchard("probe"), orchard("header"), orchard("load"));
  }

  private static Tokenizer words() {
    return tokenizer("fruit", "bb_orchard_");
  }

  private static Tokenizer tokenizer(String name, String prefix) {
    return new Tokenizer(
        name,
        of(prefix + "serves", "orchard.h"),
        of(prefix + "words_demand", "orchard.h"),
        of(prefix + "load_words", "orchard.h"),
        of(prefix + "encode", "orchard.h"),
        of(prefix + "decode", "orchard.h"),
        of(prefix + "words", "orchard.h"));
  }

  private static Architecture tree() {
    return new Architecture("tree", orchard("layer"), false);
  }

  private static NetworkService network(String name, String prefix) {
    return new NetworkService(
        name,
        of("bb_" + prefix + "_start", "orchard.h"),
        of("bb_" + prefix + "_poll", "orchard.h"),
        of("bb_" + prefix + "_stop", "orchard.h"));
  }

  private static ConsoleDevice device(String name, String prefix, String header) {
    return new ConsoleDevice(
        name,
        of(prefix + "_start", header),
        of(prefix + "_write", header),
        of(prefix + "_read", header));
  }

  private static MemoryArena arena(String name) {
    return new MemoryArena(name, of("bb_forward_demand_kv", "bb_forward.h"));
  }

  private static ModelSource source(String name, String symbol, String header) {
    return new ModelSource(name, of(symbol, header));
  }

  private static CFunction orchard(String verb) {
    return of("bb_orchard_" + verb, "orchard.h");
  }

  private static CFunction garden(String verb) {
    return of("bb_garden_" + verb, "orchard.h");
  }

  private static CFunction of(String symbol, String header) {
    return CFunction.of(symbol, header);
  }
}
