// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.Declaration;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionValues;
import dev.baobab.generators.problem.Problem;
import dev.baobab.generators.problem.ProblemId;
import dev.baobab.generators.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the options of the chosen modules their values: the defaults, unless the definition, the
 * hardware profile or an override sets them; the last of these three counts.
 */
final class Options {
  private final Selection selection;
  private final KnownModules known;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Map<String, Object>> values = new TreeMap<>();

  Options(
      Declaration declaration,
      Selection selection,
      KnownModules known,
      Map<String, String> overrides) {
    this.selection = selection;
    this.known = known;
    for (String id : selection.ids()) {
      values.put(id, new LinkedHashMap<>());
      OptionSource.of(selection.descriptor(id), declaration, selection.profile())
          .forEach(source -> apply(id, source));
    }
    SortedMap<String, String> sorted = new TreeMap<>(overrides);
    sorted.forEach(this::override);
  }

  List<Problem> problems() {
    return problems;
  }

  OptionValues of(String id) {
    return new OptionValues(selection.descriptor(id), values.get(id));
  }

  private void apply(String id, OptionSource source) {
    ModuleDescriptor module = selection.descriptor(id);
    new TreeMap<>(source.values())
        .forEach(
            (name, value) ->
                module
                    .option(name)
                    .ifPresentOrElse(
                        option -> set(module, option, value, source),
                        () -> problems.add(unknownOption(module, name, source))));
  }

  private void set(
      ModuleDescriptor module, OptionDescriptor option, Object value, OptionSource source) {
    Optional<Problem> problem = OptionCheck.check(module, option, value, source);
    problem.ifPresent(problems::add);
    if (problem.isEmpty()) {
      values.get(module.id()).put(option.name(), value);
    }
  }

  private void override(String key, String text) {
    int dot = key.indexOf('.');
    String id = dot < 0 ? key : key.substring(0, dot);
    String name = dot < 0 ? "" : key.substring(dot + 1);
    OptionSource source = OptionSource.ofProperty(key, text);
    if (!known.contains(id)) {
      problems.add(
          source
              .addTo(
                  Problem.of(
                      ProblemId.OPTION_INVALID,
                      "The command line sets an option of \"%s\", which is no known module.%s",
                      id,
                      Suggestion.question(id, selection.ids())))
              .fix("write -D%sMODULE.OPTION=VALUE", Environment.OVERRIDE_PREFIX));
    } else if (!selection.ids().contains(id)) {
      problems.add(
          source
              .addTo(
                  Problem.of(
                      ProblemId.OPTION_INVALID,
                      "The command line sets an option of \"%s\", which is not in %s.",
                      id,
                      selection.kernel()))
              .fix(
                  "add %s to configure(), or drop the property",
                  Selection.call(known.descriptor(id))));
    } else {
      ModuleDescriptor module = selection.descriptor(id);
      Optional<OptionDescriptor> option = module.option(name);
      if (option.isEmpty()) {
        problems.add(unknownOption(module, name, source));
      } else {
        OptionCheck.parse(option.get(), text)
            .ifPresentOrElse(
                value -> set(module, option.get(), value, source),
                () -> problems.add(OptionCheck.invalid(module, option.get(), text, source)));
      }
    }
  }

  private static Problem unknownOption(ModuleDescriptor module, String name, OptionSource source) {
    List<String> names = module.options().stream().map(OptionDescriptor::name).toList();
    return source
        .addTo(
            Problem.of(
                ProblemId.OPTION_INVALID,
                "%s sets \"%s\", but module \"%s\" has no such option.%s",
                source.setter(),
                name,
                module.id(),
                Suggestion.question(name, names)))
        .fix(
            names.isEmpty() ? "drop it: the module has no options" : "use one of %s",
            String.join(", ", names));
  }
}
