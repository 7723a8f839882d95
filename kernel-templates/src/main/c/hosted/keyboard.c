/* SPDX-License-Identifier: Apache-2.0 */
#include "keyboard.h"

#include "events.h"
#include "input.h"
#include "text.h"

#include <string.h>

#define ESCAPE 0x1b
#define ESCAPE_WAIT_NS 20000000u /* a lone escape is a key when nothing follows for so long */

/* Bytes that were taken from the input and are not a whole key yet. */
static uint8_t bytes[16];
static size_t used;
static uint64_t escape_since;

static void fill(void)
{
    if (hosted_options.console == CONSOLE_SCREEN)
        used += input_take(bytes + used, sizeof bytes - used);
}

static void drop(size_t count)
{
    used -= count;
    memmove(bytes, bytes + count, used);
}

/* Keys of terminals (ECMA-48 and xterm): what follows the escape. */
static const struct {
    const char *text;
    UINT16 scan;
} sequences[] = {
    {"[A", SCAN_UP},       {"[B", SCAN_DOWN},       {"[C", SCAN_RIGHT},    {"[D", SCAN_LEFT},
    {"OA", SCAN_UP},       {"OB", SCAN_DOWN},       {"OC", SCAN_RIGHT},    {"OD", SCAN_LEFT},
    {"[H", SCAN_HOME},     {"[F", SCAN_END},        {"OH", SCAN_HOME},     {"OF", SCAN_END},
    {"[1~", SCAN_HOME},    {"[4~", SCAN_END},       {"[2~", SCAN_INSERT},  {"[3~", SCAN_DELETE},
    {"[5~", SCAN_PAGE_UP}, {"[6~", SCAN_PAGE_DOWN}, {"OP", SCAN_F1},       {"OQ", SCAN_F1 + 1},
    {"OR", SCAN_F1 + 2},   {"OS", SCAN_F1 + 3},     {"[15~", SCAN_F1 + 4}, {"[17~", SCAN_F1 + 5},
    {"[18~", SCAN_F1 + 6}, {"[19~", SCAN_F1 + 7},   {"[20~", SCAN_F1 + 8}, {"[21~", SCAN_F10},
};

/* Bytes of the key at the front, 0 when there is no whole key. */
static size_t parse_escape(EFI_INPUT_KEY *key)
{
    bool begun = false;
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        size_t length = strlen(sequences[i].text), have = used - 1;
        size_t compared = have < length ? have : length;
        if (memcmp(bytes + 1, sequences[i].text, compared) != 0)
            continue;
        if (have >= length) {
            key->ScanCode = sequences[i].scan;
            return 1 + length;
        }
        begun = true;
    }
    /* A terminal sends a sequence in one go; a person needs longer. */
    if (escape_since == 0)
        escape_since = hosted_now();
    if (begun && hosted_now() - escape_since < ESCAPE_WAIT_NS)
        return 0;
    key->ScanCode = SCAN_ESC;
    return 1;
}

static bool next_key(EFI_INPUT_KEY *key)
{
    fill();
    *key = (EFI_INPUT_KEY){0, 0};
    if (used == 0)
        return false;
    size_t taken;
    if (bytes[0] == ESCAPE) {
        taken = parse_escape(key);
    } else {
        taken = text_decode_utf8(bytes, used, &key->UnicodeChar);
        if (key->UnicodeChar == 0x7f)
            key->UnicodeChar = CHAR_BACKSPACE;
        else if (key->UnicodeChar == CHAR_LINEFEED)
            key->UnicodeChar = CHAR_CARRIAGE_RETURN; /* what the Enter key gives */
    }
    if (taken == 0)
        return false;
    escape_since = 0;
    drop(taken);
    return true;
}

/* A key that WaitForKey announced and that is not read yet. */
static EFI_INPUT_KEY pending;
static bool has_pending;

static bool is_ready(void)
{
    if (!has_pending)
        has_pending = next_key(&pending);
    return has_pending;
}

static EFI_STATUS EFIAPI read_key(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *This, EFI_INPUT_KEY *Key)
{
    (void)This;
    hosted_enter("ReadKeyStroke", TPL_APPLICATION);
    if (Key == NULL)
        return EFI_INVALID_PARAMETER;
    if (!is_ready())
        return EFI_NOT_READY;
    *Key = pending;
    has_pending = false;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI read_key_ex(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This, EFI_KEY_DATA *KeyData)
{
    (void)This;
    if (KeyData == NULL)
        return EFI_INVALID_PARAMETER;
    /* Without EFI_SHIFT_STATE_VALID: as with a serial terminal, the shift keys are not known. */
    KeyData->KeyState = (EFI_KEY_STATE){0, 0};
    return read_key(&keyboard, &KeyData->Key);
}

static void forget(void)
{
    has_pending = false;
    do
        used = 0;
    while (fill(), used > 0);
}

static EFI_STATUS EFIAPI reset(EFI_SIMPLE_TEXT_INPUT_PROTOCOL *This, BOOLEAN ExtendedVerification)
{
    (void)This;
    (void)ExtendedVerification;
    hosted_enter("ConIn.Reset", TPL_APPLICATION);
    forget();
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI reset_ex(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This,
                                  BOOLEAN ExtendedVerification)
{
    (void)This;
    return reset(&keyboard, ExtendedVerification);
}

static EFI_STATUS EFIAPI set_state(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This,
                                   EFI_KEY_TOGGLE_STATE *KeyToggleState)
{
    (void)This;
    return KeyToggleState == NULL ? EFI_INVALID_PARAMETER : EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI register_notify(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This,
                                         EFI_KEY_DATA *KeyData, EFI_KEY_NOTIFY_FUNCTION Function,
                                         VOID **NotifyHandle)
{
    (void)This;
    (void)KeyData;
    (void)Function;
    (void)NotifyHandle;
    hosted_say("RegisterKeyNotify is not provided");
    return EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI unregister_notify(EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL *This,
                                           VOID *NotificationHandle)
{
    (void)This;
    (void)NotificationHandle;
    hosted_say("UnregisterKeyNotify is not provided");
    return EFI_UNSUPPORTED;
}

EFI_SIMPLE_TEXT_INPUT_PROTOCOL keyboard = {.Reset = reset, .ReadKeyStroke = read_key};

EFI_SIMPLE_TEXT_INPUT_EX_PROTOCOL keyboard_ex = {
    .Reset = reset_ex,
    .ReadKeyStrokeEx = read_key_ex,
    .SetState = set_state,
    .RegisterKeyNotify = register_notify,
    .UnregisterKeyNotify = unregister_notify,
};

void keyboard_open(void)
{
    keyboard.WaitForKey = events_create_internal(is_ready);
    keyboard_ex.WaitForKeyEx = events_create_internal(is_ready);
}
