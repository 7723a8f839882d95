// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

/** The stable ids of what can be wrong with a download; each has a page in {@code docs/errors/}. */
public enum DownloadError {
  /** The catalogue has no model of the name. */
  DOWNLOAD_NAME_UNKNOWN,
  /** The address, or one that a server redirects to, cannot be used. */
  DOWNLOAD_ADDRESS_INVALID,
  /** The server has no such file. */
  DOWNLOAD_NOT_THERE,
  /** The server does not give the file to everyone. */
  DOWNLOAD_REFUSED,
  /** The network or the server failed, again and again. */
  DOWNLOAD_FAILED,
  /** What came is not what was to come. */
  DOWNLOAD_CHECKSUM_WRONG,
  /** The disk has too little room. */
  DOWNLOAD_NO_SPACE,
  /** Another process downloads the same file. */
  DOWNLOAD_BUSY
}
