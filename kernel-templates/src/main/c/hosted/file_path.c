/* SPDX-License-Identifier: Apache-2.0 */
#include "file_path.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char root[PATH_MAX];

void file_path_open(const char *folder)
{
    struct stat info;
    if (realpath(folder, root) == NULL || stat(root, &info) != 0 || !S_ISDIR(info.st_mode))
        hosted_fail(EXIT_USAGE, "--esp: %s is not a folder", folder);
    if (strcmp(root, "/") == 0)
        root[0] = '\0'; /* so that paths are root, '/', rest */
}

/* Characters that FAT does not allow in names. */
static bool is_valid_component(const char *name, size_t length)
{
    if (length > 255)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < 0x20 || strchr("\"*/:<>?|", name[i]) != NULL)
            return false;
    return true;
}

char *file_path_join(const char *from, const char *name)
{
    size_t from_length = name[0] == '\\' ? 0 : strlen(from);
    char *path = hosted_alloc(from_length + strlen(name) + 2);
    memcpy(path, from, from_length);
    size_t used = from_length;
    while (*name != '\0') {
        size_t length = strcspn(name, "\\");
        if (length == 2 && name[0] == '.' && name[1] == '.') {
            if (used == 0)
                goto invalid;
            while (used > 0 && path[used - 1] != '/')
                used--;
            if (used > 0)
                used--;
        } else if (length > 0 && !(length == 1 && name[0] == '.')) {
            if (!is_valid_component(name, length))
                goto invalid;
            if (used > 0)
                path[used++] = '/';
            memcpy(path + used, name, length);
            used += length;
        }
        name += length;
        if (*name == '\\')
            name++;
    }
    path[used] = '\0';
    return path;
invalid:
    free(path);
    return NULL;
}

static char *append(const char *folder, const char *name, size_t length)
{
    size_t folder_length = strlen(folder);
    char *path = hosted_alloc(folder_length + length + 2);
    memcpy(path, folder, folder_length);
    path[folder_length] = '/';
    memcpy(path + folder_length + 1, name, length);
    return path;
}

/* The entry of a folder whose name matches: exactly if there is one, else but for the case. */
static char *find_entry(const char *folder, const char *name, size_t length)
{
    char *exact = append(folder, name, length);
    struct stat info;
    if (lstat(exact, &info) == 0)
        return exact;
    free(exact);
    DIR *entries = opendir(folder[0] == '\0' ? "/" : folder);
    if (entries == NULL)
        return NULL;
    char *found = NULL;
    for (struct dirent *e; found == NULL && (e = readdir(entries)) != NULL;)
        if (strlen(e->d_name) == length && strncasecmp(e->d_name, name, length) == 0)
            found = append(folder, e->d_name, length);
    closedir(entries);
    return found;
}

static bool is_inside(const char *path)
{
    char real[PATH_MAX];
    size_t length = strlen(root);
    return realpath(path, real) != NULL && strncmp(real, root, length) == 0 &&
           (real[length] == '/' || real[length] == '\0');
}

char *file_path_find(const char *volume_path)
{
    char *path = strdup(root);
    const char *name = volume_path;
    while (path != NULL && *name != '\0') {
        size_t length = strcspn(name, "/");
        char *next = find_entry(path, name, length);
        free(path);
        path = next;
        /* Checked at each step: a link must not even be looked through. */
        if (path != NULL && !is_inside(path)) {
            free(path);
            return NULL;
        }
        name += length + (name[length] == '/');
    }
    return path;
}

char *file_path_create(const char *volume_path)
{
    const char *slash = strrchr(volume_path, '/');
    size_t folder_length = slash == NULL ? 0 : (size_t)(slash - volume_path);
    char *folder = strndup(volume_path, folder_length);
    char *parent = folder == NULL ? NULL : file_path_find(folder);
    free(folder);
    if (parent == NULL)
        return NULL;
    const char *name = slash == NULL ? volume_path : slash + 1;
    char *path = append(parent, name, strlen(name));
    free(parent);
    return path;
}
