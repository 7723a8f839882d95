/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawing through the firmware's block transfer, which knows all formats of pixels, those without a
 * frame buffer too. Nothing is ever read back: on real machines that is slow beyond use.
 * Source: UEFI 2.10, section 12.9.
 */
#include "bb_display.h"
#include "uefi.h"

_Static_assert(sizeof(EFI_GRAPHICS_OUTPUT_BLT_PIXEL) == sizeof(uint32_t),
               "0x00RRGGBB of a little-endian machine is blue, green, red, reserved");

static EFI_GRAPHICS_OUTPUT_PROTOCOL *graphics;
static uint32_t display_width, display_height;

/* The console's own display first: a machine can have others that show nothing. */
static EFI_GRAPHICS_OUTPUT_PROTOCOL *find(void)
{
    static const EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    void *found = NULL;
    EFI_HANDLE console = bb_uefi_system->ConsoleOutHandle;
    if (console != NULL && !EFI_ERROR(bb_uefi_boot->HandleProtocol(console, &guid, &found)))
        return found;
    if (!EFI_ERROR(bb_uefi_boot->LocateProtocol(&guid, NULL, &found)))
        return found;
    return NULL;
}

static bool matches(const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info, uint32_t width,
                    uint32_t height)
{
    return (width == 0 || info->HorizontalResolution == width) &&
           (height == 0 || info->VerticalResolution == height);
}

static void set_mode(uint32_t width, uint32_t height)
{
    if (graphics->Mode->Info != NULL && matches(graphics->Mode->Info, width, height))
        return;
    for (UINT32 mode = 0; mode < graphics->Mode->MaxMode; mode++) {
        EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info = NULL;
        UINTN bytes = 0;
        if (EFI_ERROR(graphics->QueryMode(graphics, mode, &bytes, &info)) || info == NULL)
            continue;
        bool wanted = matches(info, width, height);
        bb_uefi_boot->FreePool(info);
        if (wanted && !EFI_ERROR(graphics->SetMode(graphics, mode)))
            return;
    }
}

bool bb_display_open(uint32_t width, uint32_t height, bb_display *out)
{
    graphics = find();
    if (graphics == NULL || graphics->Mode == NULL)
        return false;
    set_mode(width, height);
    if (graphics->Mode->Info == NULL)
        return false;
    display_width = graphics->Mode->Info->HorizontalResolution;
    display_height = graphics->Mode->Info->VerticalResolution;
    *out = (bb_display){.width = display_width, .height = display_height};
    return display_width > 0 && display_height > 0;
}

/* Cuts what begins at `at` to what is on the display. */
static uint32_t cut(uint32_t at, uint32_t length, uint32_t limit)
{
    uint32_t room = at < limit ? limit - at : 0;
    return length < room ? length : room;
}

void bb_display_fill(uint32_t pixel, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL colour = {
        .Blue = (UINT8)pixel, .Green = (UINT8)(pixel >> 8), .Red = (UINT8)(pixel >> 16)};
    width = cut(x, width, display_width);
    height = cut(y, height, display_height);
    if (width > 0 && height > 0)
        graphics->Blt(graphics, &colour, EfiBltVideoFill, 0, 0, x, y, width, height, 0);
}

void bb_display_show(const uint32_t *pixels, size_t stride, uint32_t x, uint32_t y, uint32_t width,
                     uint32_t height)
{
    width = cut(x, width, display_width);
    height = cut(y, height, display_height);
    /* Blt does not change the buffer here; its declaration lacks the const. */
    if (width > 0 && height > 0)
        graphics->Blt(graphics, (EFI_GRAPHICS_OUTPUT_BLT_PIXEL *)(uintptr_t)pixels,
                      EfiBltBufferToVideo, 0, 0, x, y, width, height, stride * sizeof *pixels);
}
