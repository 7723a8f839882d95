/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTOR_NEEDS_H
#define VECTOR_NEEDS_H

/* For native tests: everything. */
#define BB_VECTOR_QUANTIZES 1
#define BB_VECTOR_GEGLU 1
#define BB_VECTOR_SOFT_CAP 1
#define BB_VECTOR_WINDOW 1

#endif
