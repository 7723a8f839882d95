; Copied from module orchard by ModuleSourcesEmitter. Do not edit.
%line 0+1 modules/orchard/orchard_trees.asm
; SPDX-License-Identifier: Apache-2.0
bits 64
    ret
