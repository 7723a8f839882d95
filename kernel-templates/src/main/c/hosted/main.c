/* SPDX-License-Identifier: Apache-2.0 */
/* Puts the machine together and starts the image. */
#include "boot_services.h"
#include "crash.h"
#include "disks.h"
#include "events.h"
#include "files.h"
#include "hosted.h"
#include "input.h"
#include "keyboard.h"
#include "memory.h"
#include "mp.h"
#include "pe_loader.h"
#include "protocols.h"
#include "rng.h"
#include "runtime.h"
#include "screen.h"
#include "serial.h"
#include "text.h"

#include <string.h>
#include <sys/prctl.h>

#define KERNEL_STACK (128u << 10) /* UEFI 2.10, section 2.3.4 guarantees so much */

static EFI_BOOT_SERVICES boot_services;
static EFI_RUNTIME_SERVICES runtime_services;
static EFI_LOADED_IMAGE_PROTOCOL loaded_image;
static CHAR16 vendor[] = u"Baobab hosted";
static EFI_SYSTEM_TABLE system_table;

static EFI_HANDLE image_handle;
static struct pe_image image;

static const EFI_GUID text_input_guid = EFI_SIMPLE_TEXT_INPUT_PROTOCOL_GUID;
static const EFI_GUID text_input_ex_guid = EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL_GUID;
static const EFI_GUID text_output_guid = EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL_GUID;
static const EFI_GUID serial_guid = EFI_SERIAL_IO_PROTOCOL_GUID;
static const EFI_GUID volume_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
static const EFI_GUID block_io_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
static const EFI_GUID block_io2_guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
static const EFI_GUID device_path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
static const EFI_GUID loaded_image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
static const EFI_GUID mp_guid = EFI_MP_SERVICES_PROTOCOL_GUID;
static const EFI_GUID rng_guid = EFI_RNG_PROTOCOL_GUID;

/* A vendor-defined device, numbered. */
struct device_node {
    EFI_DEVICE_PATH_PROTOCOL header;
    uint8_t guid[16];
};

/* Numbers of the devices; disks follow the last one. */
enum { DEVICE_ERROR_OUTPUT = 1, DEVICE_SERIAL, DEVICE_VOLUME, DEVICE_DISK };

static const EFI_DEVICE_PATH_PROTOCOL end_of_path = {
    END_DEVICE_PATH_TYPE, END_ENTIRE_DEVICE_PATH_SUBTYPE, {4, 0}};

/* The path of a device; of one on another device, whose number is `on`, unless that is 0. */
static EFI_DEVICE_PATH_PROTOCOL *new_device_path(size_t on, size_t number)
{
    const size_t numbers[] = {on, number};
    struct device_node *nodes = hosted_alloc(2 * sizeof *nodes + sizeof end_of_path);
    struct device_node *next = nodes;
    for (size_t i = 0; i < 2; i++) {
        if (numbers[i] == 0)
            continue;
        next->header =
            (EFI_DEVICE_PATH_PROTOCOL){HARDWARE_DEVICE_PATH, HW_VENDOR_DP, {sizeof *next, 0}};
        memcpy(next->guid, "baobab-hosted", 13);
        next->guid[15] = (uint8_t)numbers[i];
        next++;
    }
    memcpy(next, &end_of_path, sizeof end_of_path);
    return &nodes->header;
}

/* The path of the image on its volume, where firmware looks for it. */
static EFI_DEVICE_PATH_PROTOCOL *new_file_path(void)
{
    static const CHAR16 name[] = u"\\EFI\\BOOT\\BOOTX64.EFI";
    uint8_t *path = hosted_alloc(4 + sizeof name + 4);
    EFI_DEVICE_PATH_PROTOCOL node = {MEDIA_DEVICE_PATH, MEDIA_FILEPATH_DP, {4 + sizeof name, 0}};
    memcpy(path, &node, 4);
    memcpy(path + 4, name, sizeof name);
    memcpy(path + 4 + sizeof name, &end_of_path, 4);
    return (EFI_DEVICE_PATH_PROTOCOL *)path;
}

static void sign(EFI_TABLE_HEADER *header, UINT64 signature, size_t size)
{
    *header = (EFI_TABLE_HEADER){
        .Signature = signature,
        .Revision = EFI_2_70_SYSTEM_TABLE_REVISION,
        .HeaderSize = (UINT32)size,
    };
    header->CRC32 = boot_services_crc32(header, size);
}

/* The last disk comes first, as it may in firmware. */
static void add_disks(void)
{
    size_t count;
    struct disk *disks = disks_get(&count);
    while (count-- > 0) {
        EFI_HANDLE disk = protocols_add(NULL, &block_io_guid, &disks[count].block_io);
        if (hosted_options.block_io2)
            protocols_add(disk, &block_io2_guid, &disks[count].block_io2);
        protocols_add(disk, &device_path_guid, new_device_path(0, DEVICE_DISK + count));
    }
}

static EFI_HANDLE add_devices(void)
{
    EFI_HANDLE console = protocols_add(NULL, &text_input_guid, &keyboard);
    protocols_add(console, &text_input_ex_guid, &keyboard_ex);
    protocols_add(console, &text_output_guid, &screen_output);
    EFI_HANDLE error =
        protocols_add(NULL, &device_path_guid, new_device_path(0, DEVICE_ERROR_OUTPUT));
    system_table.ConsoleInHandle = console;
    system_table.ConsoleOutHandle = console;
    system_table.StandardErrorHandle = error;
    if (hosted_options.serial) {
        EFI_HANDLE serial = protocols_add(NULL, &serial_guid, &serial_port);
        protocols_add(serial, &device_path_guid, new_device_path(0, DEVICE_SERIAL));
    }
    protocols_add(NULL, &mp_guid, &mp_services);
    protocols_add(NULL, &rng_guid, &rng);
    add_disks();
    size_t disk = hosted_options.disk_count == 0 ? 0 : DEVICE_DISK;
    EFI_HANDLE volume = protocols_add(NULL, &volume_guid, &files_volume);
    return protocols_add(volume, &device_path_guid, new_device_path(disk, DEVICE_VOLUME));
}

static void add_image(EFI_HANDLE volume)
{
    loaded_image = (EFI_LOADED_IMAGE_PROTOCOL){
        .Revision = EFI_LOADED_IMAGE_PROTOCOL_REVISION,
        .SystemTable = &system_table,
        .DeviceHandle = volume,
        .FilePath = new_file_path(),
        .ImageBase = image.base,
        .ImageSize = image.size,
        .ImageCodeType = EfiLoaderCode,
        .ImageDataType = EfiLoaderData,
    };
    if (hosted_options.load_options != NULL) {
        CHAR16 *options = text_to_ucs2(hosted_options.load_options);
        loaded_image.LoadOptions = options;
        loaded_image.LoadOptionsSize = (UINT32)((text_length(options) + 1) * sizeof *options);
    }
    image_handle = protocols_add(NULL, &loaded_image_guid, &loaded_image);
    boot_services_set_image(image_handle);
}

static void fill_tables(void)
{
    boot_services_fill(&boot_services);
    runtime_fill(&runtime_services);
    sign(&boot_services.Hdr, EFI_BOOT_SERVICES_SIGNATURE, sizeof boot_services);
    sign(&runtime_services.Hdr, EFI_RUNTIME_SERVICES_SIGNATURE, sizeof runtime_services);
    system_table.FirmwareVendor = vendor;
    system_table.FirmwareRevision = 0x00010000;
    system_table.ConIn = &keyboard;
    system_table.ConOut = &screen_output;
    system_table.StdErr = &screen_error;
    system_table.RuntimeServices = &runtime_services;
    system_table.BootServices = &boot_services;
    sign(&system_table.Hdr, EFI_SYSTEM_TABLE_SIGNATURE, sizeof system_table);
}

static void *kernel_main(void *unused)
{
    (void)unused;
    crash_open_thread();
    EFI_STATUS status = image.entry(image_handle, &system_table);
    if (hosted_tpl != TPL_APPLICATION)
        hosted_fail(EXIT_MISUSE, "the image returned at TPL %llu", (unsigned long long)hosted_tpl);
    hosted_exit_status("the image returned", status);
}

int main(int argc, char **argv)
{
    options_parse(argc, argv);
    prctl(PR_SET_TIMERSLACK, 1000); /* ns: Linux's usual 50 us would double short stalls */
    hosted_stats.start_ns = hosted_now();
    files_open();
    memory_open();
    image = pe_load(hosted_options.image);
    crash_set_image(image.base, image.size);
    crash_open();
    input_open();
    keyboard_open();
    disks_open();
    EFI_HANDLE volume = add_devices();
    add_image(volume);
    fill_tables();
    mp_open();
    events_open();
    memory_start_counting();
    mp_start_thread(KERNEL_STACK, kernel_main, NULL);
    input_supervise();
}
