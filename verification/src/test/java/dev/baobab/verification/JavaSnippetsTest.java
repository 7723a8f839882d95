// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.ModuleCatalog;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java in the documents compiles, all blocks of a document together. A block of statements is
 * the content of a kernel definition; one without imports gets those that its kind of class needs.
 */
class JavaSnippetsTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract )*(?:class|interface|enum|record) (\\w+)",
          Pattern.MULTILINE);

  private static final List<ModuleProvider> MODULES = ModuleCatalog.inCheckout().providers();

  @TempDir Path classes;

  static List<Path> documents() {
    return Documents.all().stream().filter(document -> !sources(document).isEmpty()).toList();
  }

  @Test
  void thereAreSuchDocuments() {
    assertThat(documents().stream().map(Checkout.root()::relativize).map(Path::toString))
        .contains("docs/module-guide.md", "modules/sampler/README.md");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void compiles(Path document) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean ok;
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      List<String> options = List.of("--release", "17", "-proc:none");
      ok = compiler.getTask(complaints, files, null, options, null, sources(document)).call();
    }

    assertThat(ok).as("%s: %s", document, complaints).isTrue();
  }

  private static List<Path> classPath() {
    Set<Path> places = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      places.add(Path.of(entry));
    }
    for (ModuleProvider module : MODULES) {
      try {
        places.add(
            Path.of(module.getClass().getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return List.copyOf(places);
  }

  private static List<JavaFileObject> sources(Path document) {
    List<JavaFileObject> sources = new ArrayList<>();
    Matcher block = BLOCK.matcher(Documents.read(document));
    while (block.find()) {
      Matcher type = TYPE.matcher(block.group(1));
      boolean declares = type.find();
      String name = declares ? type.group(1) : "Statements" + sources.size();
      String text = declares ? block.group(1) : definition(name, block.group(1));
      sources.add(new Source(name, withImports(text)));
    }
    return sources;
  }

  private static String definition(String name, String statements) {
    return "class %s extends KernelDefinition { protected void configure() { %s\n}}"
        .formatted(name, statements);
  }

  private static String withImports(String block) {
    if (block.contains("\nimport ") || block.startsWith("import ")) {
      return block;
    }
    Stream<String> packages =
        block.contains("extends KernelDefinition")
            ? Stream.concat(Stream.of("dev.baobab.dsl"), modulePackages())
            : Stream.of("dev.baobab.dsl", "dev.baobab.dsl.module", "dev.baobab.dsl.extension");
    return packages.map("import %s.*; "::formatted).collect(Collectors.joining())
        + "import static dev.baobab.dsl.CpuFeature.*; "
        + block;
  }

  private static Stream<String> modulePackages() {
    return MODULES.stream().map(module -> module.getClass().getPackageName()).distinct();
  }

  /** A block as the compiler reads it. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String type, String text) {
      super(URI.create("document:///" + type + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
