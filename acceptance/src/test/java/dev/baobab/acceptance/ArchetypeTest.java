// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new project, from the archetype to its story. */
class ArchetypeTest {
  @TempDir Path folder;

  @Test
  void aNewProjectTellsItsStory() throws Exception {
    new Project(folder)
        .mvn(
            System.getProperty("archetype.plugin") + ":generate",
            "-DarchetypeGroupId=dev.baobab",
            "-DarchetypeArtifactId=baobab-archetype",
            "-DarchetypeVersion=" + System.getProperty("baobab.version"),
            "-DgroupId=org.example",
            "-DartifactId=my-story",
            "-Dversion=1.0",
            "-Dpackage=org.example.story",
            "-DclassName=Night")
        .succeeds();
    Project project = new Project(folder.resolve("my-story"));

    assertThat(project.file("src/main/java/org/example/story/Night.java")).exists();
    assertThat(project.file(".gitignore")).hasContent("target/\n");
    assertThat(project.file("README.md")).content().startsWith("# my-story").contains("Night.java");
    assertThat(project.mvn("image").succeeds().output()).contains("Image:  target/my-story.img");
    assertThat(project.mvn("-q", "run", Project.ALONE).succeeds().output()).contains(Project.STORY);
  }
}
