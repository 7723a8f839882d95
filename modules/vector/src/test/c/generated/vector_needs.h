/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTOR_NEEDS_H
#define VECTOR_NEEDS_H

/* For native tests: everything. */
#define BB_VECTOR_QUANTIZES 1

#endif
