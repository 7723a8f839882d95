// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.util.List;

/** How the image is attached to the emulated machine. */
public enum DiskKind {
  /** A paravirtual disk: by far the fastest under emulation. */
  VIRTIO("virtio-blk-pci,drive=disk"),
  /** A USB stick on an xHCI controller: what a real machine boots from. */
  USB("qemu-xhci,id=usb", "usb-storage,bus=usb.0,drive=disk,removable=on"),
  /** An NVMe drive. */
  NVME("nvme,serial=baobab,drive=disk"),
  /** A SATA disk. */
  SATA("ide-hd,drive=disk");

  private final List<String> devices;

  DiskKind(String... devices) {
    this.devices = List.of(devices);
  }

  /** QEMU's {@code -device} arguments, for a drive with the id {@code disk}. */
  List<String> devices() {
    return devices;
  }
}
