// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.ModelCache;
import dev.baobab.generators.downloads.Addresses;
import dev.baobab.generators.downloads.Catalogue;
import dev.baobab.generators.downloads.CatalogueEntry;
import dev.baobab.generators.downloads.Download;
import dev.baobab.generators.downloads.Downloader;
import dev.baobab.generators.downloads.FileDigest;
import dev.baobab.generators.downloads.Proxies;
import dev.baobab.generators.downloads.ProxyServer;
import dev.baobab.generators.downloads.Request;
import dev.baobab.generators.downloads.RetryPolicy;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.inspect.FileFormat;
import dev.baobab.generators.models.inspect.Inspection;
import dev.baobab.generators.models.inspect.InspectionText;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Downloads a model into the local cache: one of the catalogue, by its name, or any file, by its
 * address. Goes on where an earlier download ended, and checks what came. Without a name or an
 * address it prints the catalogue.
 */
@Mojo(name = "pull", requiresProject = false, aggregator = true)
public final class PullMojo extends ModelMojo {
  /** Where a token of the user counts, and where it is sent to. */
  private static final String HUB = "huggingface.co";

  /** A model's name in the catalogue. */
  @Parameter(property = "name")
  private String name;

  /** The address of any other file. */
  @Parameter(property = "url")
  private String url;

  /** The SHA-256 of the file at the address. */
  @Parameter(property = "sha256")
  private String sha256;

  /**
   * The folder that models are downloaded to; left out: {@code baobab/models} in {@code
   * XDG_CACHE_HOME} or {@code ~/.cache}.
   */
  @Parameter(property = "cache")
  private File cache;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Component private SettingsDecrypter decrypter;

  @Override
  protected void run() throws Exception {
    if (name != null && url != null) {
      throw new MojoFailureException("both a name and an address are given. To fix: leave one out");
    }
    if (sha256 != null && (url == null || !FileDigest.isDigest(digest()))) {
      throw new MojoFailureException(
          "sha256 goes with an address, and has 64 hexadecimal digits. To fix: mvn baobab:pull -Durl=ADDRESS -Dsha256=DIGEST");
    }
    if (url != null) {
      URI address = Addresses.parse(url);
      Optional<String> digest = Optional.ofNullable(sha256).map(given -> digest());
      show(List.of(fetch(address, Addresses.fileName(address), digest)));
    } else if (name != null) {
      pull(Catalogue.standard().named(name));
    } else {
      System.out.print(Catalogue.standard().text());
      System.out.println("To download one: mvn baobab:pull -Dname=NAME; any other: -Durl=ADDRESS");
    }
  }

  private String digest() {
    return sha256.strip().toLowerCase(Locale.ROOT);
  }

  private void pull(CatalogueEntry entry) throws Exception {
    say("%s, about %s. Licence: %s", entry.title(), entry.size(), entry.licence());
    if (!entry.note().isEmpty()) {
      say("%s", entry.note());
    }
    List<Download> downloads = new ArrayList<>();
    for (CatalogueEntry.Item item : entry.files()) {
      String file = entry.name() + "/" + Addresses.fileName(item.address());
      downloads.add(fetch(item.address(), file, item.sha256()));
    }
    show(downloads);
  }

  private Path folder() {
    return cache == null ? ModelCache.folder() : cache.toPath().toAbsolutePath();
  }

  private Download fetch(URI address, String file, Optional<String> digest) throws Exception {
    Path target = folder().resolve(file);
    PullProgress progress = new PullProgress(target.getFileName().toString(), getLog());
    Downloader downloader =
        new Downloader(Proxies.ofThisProcess(settingsProxy()), RetryPolicy.standard(), progress);
    Download download = downloader.fetch(new Request(address, target, digest, token(address)));
    say("%s %s", download.fresh() ? "Downloaded:" : "In the cache:", download.file());
    say(
        "SHA-256: %s%s",
        download.sha256(), download.known() ? ", as it must be" : ", with nothing to compare with");
    return download;
  }

  private static Optional<String> token(URI address) {
    boolean hub = HUB.equalsIgnoreCase(address.getHost()) && "https".equals(address.getScheme());
    return Optional.ofNullable(System.getenv("HF_TOKEN"))
        .filter(token -> hub && !token.isBlank())
        .map(String::strip);
  }

  private Optional<ProxyServer> settingsProxy() {
    Proxy proxy = session.getSettings().getActiveProxy();
    if (proxy == null) {
      return Optional.empty();
    }
    Proxy plain = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy)).getProxy();
    return Optional.of(
        new ProxyServer(
            plain.getHost(),
            plain.getPort(),
            Optional.ofNullable(plain.getUsername()),
            Optional.ofNullable(plain.getPassword()),
            Optional.ofNullable(plain.getNonProxyHosts()).orElse("")));
  }

  /** Tells what came, and how a definition names it. */
  private void show(List<Download> downloads) throws IOException {
    Path model = downloads.get(0).file();
    boolean gguf;
    try {
      gguf = FileFormat.of(model) == FileFormat.GGUF;
      System.out.println();
      System.out.print(InspectionText.of(Inspection.of(model), false));
    } catch (ModelException e) {
      getLog().warn("This is no model that can be used: " + e.getMessage());
      return;
    }
    String file = named(model);
    String definition =
        gguf ? "Model.gguf(%s)".formatted(file) : "Model.llama2c(%s)".formatted(file);
    if (downloads.size() > 1) {
      definition += ".tokenizer(%s)".formatted(named(downloads.get(1).file()));
    }
    System.out.printf("%nIn a kernel definition:%n  model(%s);%n", definition);
  }

  /** How a definition names a file of the cache, whatever the machine. */
  private String named(Path file) {
    return "ModelCache.file(\"%s\")"
        .formatted(folder().relativize(file.toAbsolutePath()).toString().replace('\\', '/'));
  }
}
