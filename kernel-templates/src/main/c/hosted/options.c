/* SPDX-License-Identifier: Apache-2.0 */
/* The command line. */
#include "hosted.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hosted_options hosted_options = {
    .memory_mib = 1024,
    .processors = 1,
    .poison = 0xaf,
    .block_io2 = true,
    .serial = true,
};

static const char usage[] =
    "Usage: baobab-hosted [options] BOOTX64.EFI\n"
    "Runs a UEFI application as a Linux process.\n"
    "\n"
    "  --esp DIR                 folder that the image sees as its volume; by default the folder\n"
    "                            that holds EFI/BOOT/BOOTX64.EFI, else the folder of the file\n"
    "  --disk FILE[:BLOCK]       a disk with this content and blocks of 512 (by default) or 4096\n"
    "                            bytes; may be given again. The volume is on the first one\n"
    "  --no-block-io2            disks cannot read asynchronously\n"
    "  --memory MIB              memory of the machine, 16 to 1048576 (1024)\n"
    "  --processors N            processors, 1 to 256 (1)\n"
    "  --poison BYTE             fill of all memory that is handed out (0xaf)\n"
    "  --guard                   an inaccessible page after each allocation of pages\n"
    "  --no-serial               a machine without a serial port\n"
    "  --console serial|screen|both\n"
    "                            what standard output carries (serial); standard input feeds the\n"
    "                            keyboard with `screen`, else the serial port; its end\n"
    "                            arrives as Ctrl-D\n"
    "  --read-error PATH:OFFSET  a read that touches this byte of this file fails: one on\n"
    "                            the volume, or of --disk\n"
    "  --timeout SECONDS         end with code 73 after this time\n"
    "  --eof-exit MS             end with code 74 when the image has waited this long for input\n"
    "                            after the end of standard input\n"
    "  --load-options TEXT       load options of the image\n"
    "  --stats                   figures on standard error at the end\n"
    "  --help                    this text\n"
    "\n"
    "Exit codes: 0 the image ended with success, 1 with an error status, 64 wrong options,\n"
    "65 not a loadable EFI file, 69 Linux refused something, 70 the image broke a rule of UEFI,\n"
    "71 watchdog, 72 crash, 73 timeout, 74 input ended, 130 Ctrl-C three times.\n";

static uint64_t parse_number(const char *option, const char *text, uint64_t lowest,
                             uint64_t highest)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 0);
    if (errno != 0 || end == text || *end != '\0' || strchr(text, '-') != NULL || value < lowest ||
        value > highest)
        hosted_fail(EXIT_USAGE, "--%s: \"%s\" is not a number from %" PRIu64 " to %" PRIu64, option,
                    text, lowest, highest);
    return value;
}

static enum hosted_console parse_console(const char *text)
{
    if (strcmp(text, "serial") == 0)
        return CONSOLE_SERIAL;
    if (strcmp(text, "screen") == 0)
        return CONSOLE_SCREEN;
    if (strcmp(text, "both") == 0)
        return CONSOLE_BOTH;
    hosted_fail(EXIT_USAGE, "--console: \"%s\" is not serial, screen or both", text);
}

static void parse_read_error(char *text)
{
    char *colon = strrchr(text, ':');
    if (colon == NULL || colon == text)
        hosted_fail(EXIT_USAGE, "--read-error: \"%s\" is not PATH:OFFSET", text);
    hosted_options.read_error_offset = parse_number("read-error", colon + 1, 0, INT64_MAX);
    *colon = '\0';
    hosted_options.read_error = text;
}

/* A colon in a file's name is part of it if no block size follows. */
static void parse_disk(struct hosted_options *options, char *text)
{
    if (options->disk_count == HOSTED_MAX_DISKS)
        hosted_fail(EXIT_USAGE, "--disk: there are at most %d", HOSTED_MAX_DISKS);
    struct disk_option *disk = &options->disks[options->disk_count++];
    *disk = (struct disk_option){text, 512};
    char *colon = strrchr(text, ':');
    if (colon != NULL && (strcmp(colon, ":512") == 0 || strcmp(colon, ":4096") == 0)) {
        disk->block_size = strcmp(colon, ":512") == 0 ? 512 : 4096;
        *colon = '\0';
    }
}

/* The folder above EFI/BOOT when the image lies there, else the image's own folder. */
static const char *default_esp(const char *image)
{
    static const char boot_path[] = "EFI/BOOT/BOOTX64.EFI";
    size_t length = strlen(image), tail = sizeof boot_path - 1;
    const char *end = strrchr(image, '/');
    size_t folder = end == NULL ? 0 : (size_t)(end - image) + 1;
    if (length >= tail && strcasecmp(image + length - tail, boot_path) == 0 &&
        (length == tail || image[length - tail - 1] == '/'))
        folder = length - tail;
    if (folder == 0)
        return ".";
    char *esp = hosted_alloc(folder + 1);
    memcpy(esp, image, folder);
    return esp;
}

void options_parse(int argc, char **argv)
{
    enum {
        ESP = 1,
        DISK,
        NO_BLOCK_IO2,
        MEMORY,
        PROCESSORS,
        POISON,
        GUARD,
        NO_SERIAL,
        CONSOLE,
        READ_ERROR,
        TIMEOUT,
        EOF_EXIT,
        LOAD_OPTIONS,
        STATS,
        HELP
    };
    static const struct option known[] = {
        {"esp", required_argument, NULL, ESP},
        {"disk", required_argument, NULL, DISK},
        {"no-block-io2", no_argument, NULL, NO_BLOCK_IO2},
        {"memory", required_argument, NULL, MEMORY},
        {"processors", required_argument, NULL, PROCESSORS},
        {"poison", required_argument, NULL, POISON},
        {"guard", no_argument, NULL, GUARD},
        {"no-serial", no_argument, NULL, NO_SERIAL},
        {"console", required_argument, NULL, CONSOLE},
        {"read-error", required_argument, NULL, READ_ERROR},
        {"timeout", required_argument, NULL, TIMEOUT},
        {"eof-exit", required_argument, NULL, EOF_EXIT},
        {"load-options", required_argument, NULL, LOAD_OPTIONS},
        {"stats", no_argument, NULL, STATS},
        {"help", no_argument, NULL, HELP},
        {NULL, 0, NULL, 0},
    };
    struct hosted_options *o = &hosted_options;
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        switch (option) {
        case ESP:
            o->esp = optarg;
            break;
        case DISK:
            parse_disk(o, optarg);
            break;
        case NO_BLOCK_IO2:
            o->block_io2 = false;
            break;
        case MEMORY:
            o->memory_mib = parse_number("memory", optarg, 16, 1048576);
            break;
        case PROCESSORS:
            o->processors = (size_t)parse_number("processors", optarg, 1, 256);
            break;
        case POISON:
            o->poison = (uint8_t)parse_number("poison", optarg, 0, 255);
            break;
        case GUARD:
            o->guard = true;
            break;
        case NO_SERIAL:
            o->serial = false;
            break;
        case CONSOLE:
            o->console = parse_console(optarg);
            break;
        case READ_ERROR:
            parse_read_error(optarg);
            break;
        case TIMEOUT:
            o->timeout_s = parse_number("timeout", optarg, 1, 1000000);
            break;
        case EOF_EXIT:
            o->eof_exit_ms = parse_number("eof-exit", optarg, 1, 1000000000);
            break;
        case LOAD_OPTIONS:
            o->load_options = optarg;
            break;
        case STATS:
            o->stats = true;
            break;
        case HELP:
            fputs(usage, stdout);
            exit(fflush(stdout) == 0 ? EXIT_OK : EXIT_HOST);
        default:
            fputs("Try --help.\n", stderr);
            exit(EXIT_USAGE);
        }
    }
    if (optind != argc - 1)
        hosted_fail(EXIT_USAGE, "exactly one EFI file is needed; try --help");
    o->image = argv[optind];
    if (o->esp == NULL)
        o->esp = default_esp(o->image);
    if (!o->serial)
        o->console = CONSOLE_SCREEN;
}
