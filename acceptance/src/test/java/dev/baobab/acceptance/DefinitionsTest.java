// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project is told whose definition, or whose command line, has something wrong in it. */
class DefinitionsTest {
  private static final String CLASSES = "src/main/java/dev/example/lipogram/";
  private static final String DEFINITION = CLASSES + "Lipogram.java";

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void copy() throws IOException {
    project = Project.copyOf("custom-module", folder);
  }

  @Test
  void aProfileTakesModulesAway() throws Exception {
    assertThat(describe()).contains("matmul-avx2");
    assertThat(describe("-Dhardware=laptop-2012"))
        .contains("matmul-sse2")
        .doesNotContainPattern("(?m)^\\s*matmul-avx2");
  }

  @Test
  void aProfileThatNobodyKnows() throws Exception {
    assertThat(project.mvn("image", "-Dhardware=laptop-2021").fails().output())
        .contains("[UNKNOWN_HARDWARE]", "laptop-2021", "laptop-2012", "To fix:");
  }

  @Test
  void anOptionFromTheCommandLine() throws Exception {
    assertThat(describe("-Dbaobab.set.letter-ban.letter=q"))
        .contains("letter  = \"q\"  default \"e\"");
  }

  @Test
  void anOptionThatNobodyHas() throws Exception {
    assertThat(project.mvn("generate", "-Dbaobab.set.letter-ban.lettr=q").fails().output())
        .contains("[OPTION_INVALID]", "letter-ban.lettr", "letter");
  }

  @Test
  void aValueThatIsTooLong() throws Exception {
    assertThat(project.mvn("generate", "-Dbaobab.set.letter-ban.letter=qu").fails().output())
        .contains("[OPTION_OUT_OF_RANGE]", "letter-ban.letter");
  }

  @Test
  void aDefinitionThatDoesNotCompile() throws Exception {
    project.edit(DEFINITION, "Story.options()", "Story.optoins()");

    assertThat(project.mvn("generate").fails().output())
        .contains("COMPILATION ERROR", "Lipogram.java:[23,", "optoins");
  }

  @Test
  void noDefinition() throws Exception {
    Files.delete(project.file(DEFINITION));

    assertThat(project.mvn("generate").fails().output())
        .contains("no class has @Kernel. To fix: write one that extends KernelDefinition");
  }

  @Test
  void twoDefinitions() throws Exception {
    String first = Files.readString(project.file(DEFINITION));
    Files.writeString(
        project.file(CLASSES + "Second.java"),
        first.replace("class Lipogram", "class Second").replace("\"lipogram\"", "\"second\""));

    assertThat(project.mvn("generate").fails().output())
        .contains("there are 2 kernel definitions")
        .contains("dev.example.lipogram.Lipogram", "dev.example.lipogram.Second")
        .contains("-Dbaobab.definition=CLASS");
    assertThat(
            project
                .mvn("generate", "-Dbaobab.definition=dev.example.lipogram.Second")
                .succeeds()
                .output())
        .contains("Sources of second");
    assertThat(project.mvn("generate", "-Dbaobab.definition=Third").fails().output())
        .contains("no class Third with @Kernel");
  }

  @Test
  void aDefinitionThatIsNone() throws Exception {
    project.edit(DEFINITION, "extends KernelDefinition", "");
    project.edit(DEFINITION, "@Override", "");
    project.edit(DEFINITION, "protected void configure() {", "void configure() {}\n  /*");
    project.edit(DEFINITION, "Repl.options());\n  }", "Repl.options()); */");

    assertThat(project.mvn("generate").fails().output())
        .contains("Lipogram has @Kernel but does not extend KernelDefinition");
  }

  @Test
  void aModelThatIsNotThere() throws Exception {
    project.edit(DEFINITION, "demo.bin", "dmeo.bin");

    assertThat(project.mvn("image").fails().output())
        .contains("[MODEL_NOT_FOUND]", "dmeo.bin", "Lipogram.java:", "To fix:");
  }

  @Test
  void allThatIsWrongAtOnce() throws Exception {
    project.edit(DEFINITION, "demo.bin", "dmeo.bin");
    project.edit(DEFINITION, "install(Repl", "forbid(\"sampler\");\n    install(Repl");

    assertThat(project.mvn("image").fails().output())
        .contains("[MODEL_NOT_FOUND]", "[FORBIDDEN_BUT_REQUIRED]");
  }

  @Test
  void aModulesCFileThatDoesNotCompile() throws Exception {
    project.edit("src/main/c/letter_ban.c", "return c >=", "return d >=");

    assertThat(project.mvn("image").fails().output())
        .contains("modules/letter-ban/letter_ban.c:13:", "use of undeclared identifier 'd'");
  }

  private String describe(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    all[0] = "-q";
    all[1] = "baobab:describe";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return project.mvn(all).succeeds().output();
  }
}
