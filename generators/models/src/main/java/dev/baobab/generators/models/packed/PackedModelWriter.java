// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Packs models: quantizes them, lays them out for the matrix kernels, and writes checksums. Only a
 * few megabytes are in memory at a time. The same model gives the same bytes.
 */
public final class PackedModelWriter {
  /** What is packed at a time; a panel at least. */
  private static final int BATCH_BYTES = 4 << 20;

  private final LanguageModel model;
  private final PackedHeader header;
  private final PackingListener listener;

  private PackedModelWriter(LanguageModel model, PackedHeader header, PackingListener listener) {
    this.model = model;
    this.header = header;
    this.listener = listener;
  }

  /**
   * Packs a model.
   *
   * @param quantization the type of its matrices; empty: the one that they have in its file
   * @param file where it goes; only a whole one is ever there
   * @throws dev.baobab.generators.models.ModelException if a weight cannot be stored
   */
  public static void write(
      LanguageModel model, Optional<DataType> quantization, Path file, PackingListener listener)
      throws IOException {
    PackedHeader header = PackedLayout.of(model, quantization).header();
    PackedModelWriter writer = new PackedModelWriter(model, header, listener);
    WholeFile.write(file, writer::write);
  }

  private void write(FileChannel channel) throws IOException {
    ChunkedOutput data = new ChunkedOutput(channel, header.dataOffset(), header.chunks());
    try (PanelPacker packer = new PanelPacker()) {
      for (int i = 0; i < header.tensors().size(); i++) {
        write(model.tensors().get(i), header.tensors().get(i), packer, data);
      }
    }
    writeHead(channel, data.finish());
  }

  private void write(Tensor tensor, PackedTensor packed, PanelPacker packer, ChunkedOutput data)
      throws IOException {
    if (tensor.kind().isNorm()) {
      byte[] row = packer.norm(tensor);
      data.write(row, row.length);
    } else {
      int panelBytes = Panels.bytes(packed.type(), packed.columns());
      int most = Math.max(1, BATCH_BYTES / panelBytes);
      int panels = Panels.count(packed.rows());
      byte[] batch = new byte[Math.min(most, panels) * panelBytes];
      for (int first = 0; first < panels; first += most) {
        int count = Math.min(most, panels - first);
        Arrays.fill(batch, (byte) 0);
        packer.pack(tensor, packed.type(), first, count, batch);
        data.write(batch, count * panelBytes);
        listener.packed(data.written(), header.dataBytes());
      }
    }
    data.padTo(packed.end());
    listener.packed(data.written(), header.dataBytes());
  }

  /** The header, and the checksums behind it. */
  private void writeHead(FileChannel channel, int[] checksums) throws IOException {
    ByteBuffer head =
        ByteBuffer.allocate(Math.toIntExact(header.dataOffset())).order(ByteOrder.LITTLE_ENDIAN);
    head.put(header.encode());
    int start = Math.toIntExact(header.checksumsOffset());
    head.position(start);
    for (int checksum : checksums) {
      head.putInt(checksum);
    }
    head.putInt(Checksum.of(head.array(), start, head.position() - start));
    head.clear();
    while (head.hasRemaining()) {
      channel.write(head, head.position());
    }
  }
}
