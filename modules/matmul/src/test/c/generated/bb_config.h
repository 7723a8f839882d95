/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* The options of this module's tests. */
#define BB_MATMUL_KERNEL "auto"

#endif
