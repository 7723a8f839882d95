// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  @Test
  void theStandardOneIsSound() throws IOException {
    Catalogue catalogue = Catalogue.standard();

    assertThat(catalogue.entries()).extracting(CatalogueEntry::name).doesNotHaveDuplicates();
    assertThat(catalogue.entries())
        .extracting(CatalogueEntry::name)
        .contains("stories15m", "tinyllama-1.1b", "smollm2-135m", "qwen3-0.6b", "llama-3.2-3b");
    for (CatalogueEntry entry : catalogue.entries()) {
      assertThat(entry.files()).isNotEmpty();
      for (CatalogueEntry.Item item : entry.files()) {
        assertThat(item.address()).hasScheme("https");
        assertThat(Addresses.fileName(item.address())).matches(".*\\.(gguf|bin)");
      }
      assertThat(catalogue.text()).contains(entry.name(), entry.licence(), entry.note());
    }
  }

  @Test
  void aNameIsFoundHoweverItIsWritten() throws IOException {
    assertThat(Catalogue.standard().named(" Stories15M").files()).hasSize(2);
    assertThatThrownBy(() -> Catalogue.standard().named("gpt-7"))
        .hasMessageStartingWith("[DOWNLOAD_NAME_UNKNOWN] the catalogue has no model \"gpt-7\".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title = before any section",
        "[a]\nnonsense",
        "[a]\ntitle = A",
        "[a]\n[a]",
        "[a]\ntitle=A\nsize=1\nlicence=L\nfile=https://h/f.bin\nsha256=12"
      })
  void whatIsNoCatalogueIsRefused(String text) {
    assertThatThrownBy(() -> Catalogue.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "model.gguf", "ftp://host/model", "https:///model", "http://a b/c"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Addresses.parse(text))
        .hasMessageStartingWith("[DOWNLOAD_ADDRESS_INVALID] ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://h/", "https://h", "https://h/..", "https://h/a%2Fb%20c", "https://h/.x"})
  void whatNamesNoFileIsRefused(String text) {
    assertThatThrownBy(() -> Addresses.fileName(URI.create(text)))
        .hasMessageContaining("does not end with the name of a file");
    assertThat(Addresses.fileName(URI.create("https://h/a/b-1.gguf?download=true")))
        .isEqualTo("b-1.gguf");
  }
}
