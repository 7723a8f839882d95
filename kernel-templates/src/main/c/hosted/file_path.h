/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths on the volume. A volume path is the normal form that the runner keeps: components joined by
 * '/', without "." and "..", "" for the root; so it can never name anything above the root.
 */
#ifndef HOSTED_FILE_PATH_H
#define HOSTED_FILE_PATH_H

#include "hosted.h"

/* Remembers the folder that is the volume; ends the process when it is none. */
void file_path_open(const char *folder);

/*
 * Volume path of `name` (UTF-8, backslashes) as seen from the folder `from`. NULL when ".." leads
 * above the root or a component is not a valid FAT name. The caller frees the result.
 */
char *file_path_join(const char *from, const char *name);

/*
 * Path on Linux of a volume path, spelled as the folders spell it: names match without regard to
 * case, as on FAT. NULL when it does not exist, or leads out of the folder through a symbolic link.
 * The caller frees the result.
 */
char *file_path_find(const char *volume_path);

/* As file_path_find for an entry that does not exist yet; NULL when its folder does not exist. */
char *file_path_create(const char *volume_path);

#endif
