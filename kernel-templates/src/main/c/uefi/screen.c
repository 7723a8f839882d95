/* SPDX-License-Identifier: Apache-2.0 */
/* The firmware's text screen and keyboard. Source: UEFI 2.10, sections 12.2 to 12.4. */
#include "bb_platform.h"
#include "bb_text.h"
#include "uefi.h"

static const EFI_GUID output_guid = EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL_GUID;
static const EFI_GUID input_guid = EFI_SIMPLE_TEXT_INPUT_PROTOCOL_GUID;
static const EFI_GUID input_ex_guid = EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL_GUID;

static EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *output;     /* NULL: there is no screen */
static EFI_SIMPLE_TEXT_INPUT_PROTOCOL *input;       /* NULL: there is no keyboard */
static EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *input_ex; /* tells control keys better; or NULL */

/* Text for the firmware, collected so that it is called less often. */
static CHAR16 line[128];
static size_t line_length;

/* The start of a character of UTF-8 that was cut by the end of a write. */
static char tail[4];
static size_t tail_length;

bool bb_uefi_screen_size(UINTN *columns, UINTN *rows)
{
    return output != NULL && output->Mode != NULL && output->Mode->Mode >= 0 &&
           !EFI_ERROR(output->QueryMode(output, (UINTN)output->Mode->Mode, columns, rows));
}

bool bb_screen_start(void)
{
    output = bb_uefi_system->ConOut;
    input = bb_uefi_system->ConIn;
    if (bb_uefi_system->ConsoleInHandle == NULL ||
        EFI_ERROR(bb_uefi_boot->HandleProtocol(bb_uefi_system->ConsoleInHandle, &input_ex_guid,
                                               (void **)&input_ex)))
        input_ex = NULL;
    if (output == NULL)
        return input != NULL;
    output->SetAttribute(output, EFI_TEXT_ATTR(EFI_LIGHTGRAY, EFI_BLACK));
    output->ClearScreen(output);
    output->EnableCursor(output, 1);
    return true;
}

static bool still_there(EFI_HANDLE handle, const EFI_GUID *guid, const void *protocol)
{
    void *now = NULL;
    return handle != NULL && !EFI_ERROR(bb_uefi_boot->HandleProtocol(handle, guid, &now)) &&
           now == protocol;
}

/* A firmware whose console is the serial terminal alone, without a splitter in between, takes its
 * protocols away with the driver. */
void bb_uefi_screen_verify(void)
{
    if (!still_there(bb_uefi_system->ConsoleOutHandle, &output_guid, output))
        output = NULL;
    if (!still_there(bb_uefi_system->ConsoleInHandle, &input_guid, input)) {
        input = NULL;
        input_ex = NULL;
        bb_uefi_system->ConIn = NULL;
    }
}

static void flush(void)
{
    if (line_length == 0)
        return;
    line[line_length] = 0;
    output->OutputString(output, line);
    line_length = 0;
}

static void put(CHAR16 character)
{
    if (line_length + 1 == sizeof line / sizeof line[0])
        flush();
    line[line_length++] = character;
}

/*
 * What every firmware must be able to show (UEFI 2.10, section 12.4.1, and Latin-1, the alphabet of
 * its own texts). There is no asking for more: EDK II's TestString approves of characters that its
 * font lacks, and then shows nothing.
 */
static bool in_every_font(uint32_t character)
{
    return (character >= 0xa1 && character <= 0xff) ||     /* Latin-1 */
           (character >= 0x2190 && character <= 0x2193) || /* arrows */
           (character >= 0x2500 && character <= 0x256c) || /* box drawing */
           character == 0x2588 || character == 0x2591 ||   /* whole block, light shade */
           character == 0x25b2 || character == 0x25ba || character == 0x25bc ||
           character == 0x25c4; /* triangles */
}

/* What stands for a character that the firmware's font may lack. */
static CHAR16 plain(uint32_t character)
{
    switch (character) {
    case 0x00a0: /* no-break space */
        return ' ';
    case 0x2018: /* single quotation marks */
    case 0x2019:
        return '\'';
    case 0x201c: /* double quotation marks */
    case 0x201d:
        return '"';
    case 0x2010: /* hyphens and dashes */
    case 0x2011:
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return '?';
    }
}

static void show(uint32_t character)
{
    if (character == '\n') {
        put('\r');
        put('\n');
    } else if (character == '\t') {
        put(' '); /* the firmware knows no tabulators */
    } else if (character == '\r' || character == '\b' || (character >= ' ' && character < 0x7f)) {
        put((CHAR16)character);
    } else if (character >= 0xa0) {
        put(in_every_font(character) ? (CHAR16)character : plain(character));
    } /* other control characters, STX and ETX among them, are not shown */
}

void bb_screen_write(const char *text, size_t length)
{
    if (output == NULL)
        return;
    size_t used = 0;
    while (tail_length > 0 && used < length) {
        tail[tail_length++] = text[used++];
        if (bb_utf8_tail(tail, tail_length) == tail_length)
            continue; /* not complete yet */
        uint32_t character;
        size_t taken = bb_utf8_decode(tail, tail_length, &character);
        show(character);
        /* Malformed: the byte that broke it is read again. */
        used -= tail_length - taken < used ? tail_length - taken : used;
        tail_length = 0;
    }
    size_t end = length - bb_utf8_tail(text + used, length - used);
    while (used < end) {
        uint32_t character;
        used += bb_utf8_decode(text + used, end - used, &character);
        show(character);
    }
    while (used < length)
        tail[tail_length++] = text[used++];
    flush();
}

static bool code_of_scan(UINT16 scan, bb_key_code *code)
{
    switch (scan) {
    case SCAN_UP:
        *code = BB_KEY_UP;
        return true;
    case SCAN_DOWN:
        *code = BB_KEY_DOWN;
        return true;
    case SCAN_RIGHT:
        *code = BB_KEY_RIGHT;
        return true;
    case SCAN_LEFT:
        *code = BB_KEY_LEFT;
        return true;
    case SCAN_HOME:
        *code = BB_KEY_HOME;
        return true;
    case SCAN_END:
        *code = BB_KEY_END;
        return true;
    case SCAN_DELETE:
        *code = BB_KEY_DELETE;
        return true;
    case SCAN_PAGE_UP:
        *code = BB_KEY_PAGE_UP;
        return true;
    case SCAN_PAGE_DOWN:
        *code = BB_KEY_PAGE_DOWN;
        return true;
    case SCAN_ESC:
        *code = BB_KEY_ESCAPE;
        return true;
    default:
        return false;
    }
}

static bool take_stroke(EFI_KEY_DATA *stroke)
{
    *stroke = (EFI_KEY_DATA){0};
    if (input_ex != NULL)
        return !EFI_ERROR(input_ex->ReadKeyStrokeEx(input_ex, stroke));
    return input != NULL && !EFI_ERROR(input->ReadKeyStroke(input, &stroke->Key));
}

/* Ctrl with a letter is a control character; some firmware reports the letter and the shift key. */
static uint32_t with_control(uint32_t character, UINT32 shift)
{
    UINT32 control = EFI_LEFT_CONTROL_PRESSED | EFI_RIGHT_CONTROL_PRESSED;
    bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    bool held = (shift & EFI_SHIFT_STATE_VALID) != 0 && (shift & control) != 0;
    return letter && held ? character & 0x1f : character;
}

bool bb_screen_read(bb_key *key)
{
    EFI_KEY_DATA stroke;
    while (take_stroke(&stroke)) {
        *key = (bb_key){0};
        switch (stroke.Key.UnicodeChar) {
        case 0:
            if (code_of_scan(stroke.Key.ScanCode, &key->code))
                return true;
            continue; /* a key without a meaning here */
        case CHAR_CARRIAGE_RETURN:
        case CHAR_LINEFEED:
            key->code = BB_KEY_ENTER;
            return true;
        case CHAR_BACKSPACE:
            key->code = BB_KEY_BACKSPACE;
            return true;
        default:
            key->code = BB_KEY_CHARACTER;
            key->character = with_control(stroke.Key.UnicodeChar, stroke.KeyState.KeyShiftState);
            return true;
        }
    }
    return false;
}
