// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.Option;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.StandardLocation;

/**
 * Generates, for each {@link KernelModule}, the builder that users call and the {@link
 * ModuleProvider} that registers it; and the services file of all of a compilation. The ids of
 * modules in other artifacts are not seen here: the resolver compares those.
 */
public final class KernelModuleProcessor extends AbstractProcessor {
  private static final String SERVICES = "META-INF/services/" + ModuleProvider.class.getName();

  private final List<ModuleModel> registered = new ArrayList<>();
  private final Map<String, ModuleModel> byId = new HashMap<>();
  private final Map<String, ModuleModel> byCall = new HashMap<>();
  private Problems problems;
  private ModuleReader reader;

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(KernelModule.class.getCanonicalName(), Option.class.getCanonicalName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    problems = new Problems(environment.getMessager());
    reader = new ModuleReader(environment.getElementUtils(), environment.getTypeUtils(), problems);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (round.processingOver()) {
      if (problems.count() == 0 && !registered.isEmpty()) {
        writeServices();
      }
      return true;
    }
    for (Element method : round.getElementsAnnotatedWith(Option.class)) {
      if (method.getEnclosingElement().getAnnotation(KernelModule.class) == null) {
        problems.at(method, "@Option outside a module; annotate its interface with @KernelModule");
      }
    }
    // The facade's methods are in the order of their names, whatever the order of the files.
    Map<ClassName, List<ModuleModel>> facades = new TreeMap<>();
    for (TypeElement type :
        ElementFilter.typesIn(round.getElementsAnnotatedWith(KernelModule.class))) {
      reader
          .read(type)
          .filter(this::isUnique)
          .ifPresent(
              module ->
                  facades
                      .computeIfAbsent(module.builder().facade(), name -> new ArrayList<>())
                      .add(module));
    }
    facades.forEach(this::write);
    return true;
  }

  private boolean isUnique(ModuleModel module) {
    ModuleModel sameId = byId.putIfAbsent(module.id(), module);
    if (sameId != null) {
      module
          .annotation()
          .error(
              "id",
              "id \""
                  + module.id()
                  + "\" is taken by "
                  + sameId.optionsType()
                  + "; choose another");
    }
    ModuleModel sameCall =
        byCall.putIfAbsent(module.provider().packageName() + "." + module.builder().call(), module);
    if (sameCall != null) {
      module
          .annotation()
          .error(
              "builder",
              module.builder().call()
                  + " is taken by "
                  + sameCall.optionsType()
                  + "; choose another method name");
    }
    return sameId == null && sameCall == null;
  }

  private void write(ClassName facade, List<ModuleModel> modules) {
    modules.sort(Comparator.comparing(module -> module.builder().method()));
    AnnotationSpec generated =
        AnnotationSpec.builder(Generated.class)
            .addMember("value", "$S", getClass().getName())
            .build();
    for (ModuleModel module : modules) {
      if (write(new ProviderSource(module, generated).file(), module)) {
        registered.add(module);
      }
    }
    write(new FacadeSource(facade, modules, generated).file(), modules.get(0));
  }

  /** Writes a class for a module, and says whether it could. */
  private boolean write(JavaFile file, ModuleModel module) {
    String name = file.packageName() + "." + file.typeSpec().name();
    try {
      file.writeTo(processingEnv.getFiler());
      return true;
    } catch (FilerException exists) {
      module
          .annotation()
          .error(
              "builder",
              "class " + name + " exists already, and would be generated; rename one of them");
    } catch (IOException e) {
      problems.at(module.element(), "cannot write " + name + ": " + e.getMessage());
    }
    return false;
  }

  private void writeServices() {
    Filer filer = processingEnv.getFiler();
    Element[] origins = registered.stream().map(ModuleModel::element).toArray(Element[]::new);
    List<String> providers =
        registered.stream().map(module -> module.provider().canonicalName()).sorted().toList();
    try (Writer file =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", SERVICES, origins).openWriter()) {
      file.write(String.join("\n", providers) + "\n");
    } catch (IOException e) {
      problems.at(origins[0], "cannot write " + SERVICES + ": " + e.getMessage());
    }
  }
}
