; SPDX-License-Identifier: Apache-2.0
bits 64
    ret
