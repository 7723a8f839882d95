/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The screen keeps the mode that UEFI shows to images, whether or not its text is printed
 * (--console). On a terminal, colours and cursor moves become escape sequences; in files and pipes
 * only the text appears.
 */
#include "screen.h"

#include "input.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define COLUMNS 80
#define ROWS 25

static EFI_SIMPLE_TEXT_OUTPUT_MODE modes[2] = {
    {.MaxMode = 1, .Attribute = EFI_LIGHTGRAY, .CursorVisible = 1},
    {.MaxMode = 1, .Attribute = EFI_LIGHTGRAY, .CursorVisible = 1},
};

static bool is_error(const EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This)
{
    return This == &screen_error;
}

static void print(const EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, const char *bytes, size_t size)
{
    if (is_error(This))
        hosted_write(STDERR_FILENO, bytes, size);
    else if (hosted_options.console != CONSOLE_SERIAL)
        hosted_write(STDOUT_FILENO, bytes, size);
}

static void print_sequence(const EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, const char *sequence)
{
    if (isatty(is_error(This) ? STDERR_FILENO : STDOUT_FILENO))
        print(This, sequence, strlen(sequence));
}

/* Control characters other than the four that move the cursor are not text. */
static bool is_valid(CHAR16 c)
{
    if (c < 0x20)
        return c == CHAR_BACKSPACE || c == CHAR_LINEFEED || c == CHAR_CARRIAGE_RETURN ||
               c == CHAR_TAB;
    return c < 0xd800 || (c > 0xdfff && c < 0xfffe);
}

static void move_cursor(EFI_SIMPLE_TEXT_OUTPUT_MODE *mode, CHAR16 c)
{
    if (c == CHAR_BACKSPACE) {
        if (mode->CursorColumn > 0)
            mode->CursorColumn--;
    } else if (c == CHAR_CARRIAGE_RETURN) {
        mode->CursorColumn = 0;
    } else if (c == CHAR_LINEFEED) {
        mode->CursorRow++;
    } else if (++mode->CursorColumn == COLUMNS) {
        mode->CursorColumn = 0;
        mode->CursorRow++;
    }
    if (mode->CursorRow >= ROWS)
        mode->CursorRow = ROWS - 1; /* the screen scrolls */
}

static EFI_STATUS EFIAPI output_string(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String)
{
    hosted_enter("OutputString", TPL_NOTIFY);
    if (String == NULL)
        return EFI_INVALID_PARAMETER;
    EFI_STATUS status = EFI_SUCCESS;
    char bytes[512];
    size_t used = 0;
    for (const CHAR16 *c = String; *c != 0; c++) {
        if (!is_valid(*c)) {
            status = EFI_WARN_UNKNOWN_GLYPH;
            continue;
        }
        if (used + 3 > sizeof bytes) {
            print(This, bytes, used);
            used = 0;
        }
        used += text_encode_utf8(*c, bytes + used);
        move_cursor(This->Mode, *c);
    }
    print(This, bytes, used);
    input_active();
    return status;
}

static EFI_STATUS EFIAPI test_string(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, CHAR16 *String)
{
    (void)This;
    hosted_enter("TestString", TPL_NOTIFY);
    if (String == NULL)
        return EFI_INVALID_PARAMETER;
    for (const CHAR16 *c = String; *c != 0; c++)
        if (!is_valid(*c))
            return EFI_UNSUPPORTED;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI query_mode(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN ModeNumber,
                                    UINTN *Columns, UINTN *Rows)
{
    (void)This;
    hosted_enter("QueryMode", TPL_NOTIFY);
    if (ModeNumber != 0)
        return EFI_UNSUPPORTED;
    if (Columns == NULL || Rows == NULL)
        return EFI_INVALID_PARAMETER;
    *Columns = COLUMNS;
    *Rows = ROWS;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI clear_screen(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This)
{
    hosted_enter("ClearScreen", TPL_NOTIFY);
    This->Mode->CursorColumn = 0;
    This->Mode->CursorRow = 0;
    print_sequence(This, "\033[2J\033[H");
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_mode(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN ModeNumber)
{
    hosted_enter("SetMode", TPL_NOTIFY);
    return ModeNumber == 0 ? clear_screen(This) : EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI set_attribute(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Attribute)
{
    hosted_enter("SetAttribute", TPL_NOTIFY);
    if (Attribute > 0x7f)
        return EFI_UNSUPPORTED;
    This->Mode->Attribute = (INT32)Attribute;
    /* UEFI counts colours in the order blue, green, red; terminals the other way round. */
    static const unsigned colour[8] = {0, 4, 2, 6, 1, 5, 3, 7};
    unsigned foreground = colour[Attribute & 7], background = colour[Attribute >> 4];
    char sequence[32];
    snprintf(sequence, sizeof sequence, "\033[0;%u;%um", (Attribute & 8 ? 90 : 30) + foreground,
             40 + background);
    print_sequence(This, Attribute == EFI_LIGHTGRAY ? "\033[0m" : sequence);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_cursor_position(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, UINTN Column,
                                             UINTN Row)
{
    hosted_enter("SetCursorPosition", TPL_NOTIFY);
    if (Column >= COLUMNS || Row >= ROWS)
        return EFI_UNSUPPORTED;
    This->Mode->CursorColumn = (INT32)Column;
    This->Mode->CursorRow = (INT32)Row;
    char sequence[32];
    snprintf(sequence, sizeof sequence, "\033[%u;%uH", (unsigned)Row + 1, (unsigned)Column + 1);
    print_sequence(This, sequence);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI enable_cursor(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN Visible)
{
    hosted_enter("EnableCursor", TPL_NOTIFY);
    This->Mode->CursorVisible = Visible != 0;
    print_sequence(This, Visible ? "\033[?25h" : "\033[?25l");
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI reset(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *This, BOOLEAN ExtendedVerification)
{
    (void)ExtendedVerification;
    set_attribute(This, EFI_LIGHTGRAY);
    return clear_screen(This);
}

#define TEXT_OUTPUT(mode)                                                                          \
    {.Reset = reset,                                                                               \
     .OutputString = output_string,                                                                \
     .TestString = test_string,                                                                    \
     .QueryMode = query_mode,                                                                      \
     .SetMode = set_mode,                                                                          \
     .SetAttribute = set_attribute,                                                                \
     .ClearScreen = clear_screen,                                                                  \
     .SetCursorPosition = set_cursor_position,                                                     \
     .EnableCursor = enable_cursor,                                                                \
     .Mode = (mode)}

EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL screen_output = TEXT_OUTPUT(&modes[0]);
EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL screen_error = TEXT_OUTPUT(&modes[1]);
