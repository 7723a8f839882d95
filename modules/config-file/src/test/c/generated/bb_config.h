/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#define BB_CONFIG_FILE_PATH "\\baobab.cfg"

#endif
