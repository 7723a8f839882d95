// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.nio.file.Path;

/**
 * A file that is there.
 *
 * @param file where it is
 * @param sha256 its digest
 * @param known whether that was known or announced before, and so compared
 * @param fresh whether it was downloaded now
 */
public record Download(Path file, String sha256, boolean known, boolean fresh) {}
