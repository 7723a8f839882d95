// SPDX-License-Identifier: Apache-2.0
/** Downloads of models: what there is to download, and how it gets whole onto the disk. */
package dev.baobab.generators.downloads;
