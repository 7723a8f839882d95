/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (load options "serial"), keyboard ("keys"), screen ("screen"), its end ("wait"). */
#include "check.h"

static EFI_SERIAL_IO_PROTOCOL *find_serial(void)
{
    static const EFI_GUID guid = EFI_SERIAL_IO_PROTOCOL_GUID;
    VOID *interface;
    return bs->LocateProtocol(&guid, NULL, &interface) == EFI_SUCCESS ? interface : NULL;
}

/* Echoes five bytes, of which the driver sends all values that text tools would change. */
static void check_serial(void)
{
    EFI_SERIAL_IO_PROTOCOL *serial = find_serial();
    CHECK(serial != NULL);
    CHECK(serial->SetAttributes(serial, 115200, 0, 2000000, NoParity, 8, OneStopBit) ==
          EFI_SUCCESS);
    UINT32 control;
    UINT8 bytes[16];
    UINTN size = 5;
    CHECK(serial->Read(serial, &size, bytes) == EFI_SUCCESS && size == 5);
    CHECK(serial->Write(serial, &size, bytes) == EFI_SUCCESS && size == 5);
    CHECK(serial->GetControl(serial, &control) == EFI_SUCCESS);
    CHECK((control & EFI_SERIAL_OUTPUT_BUFFER_EMPTY) != 0);
    size = 1;
    for (int i = 0; i < 2; i++) /* the end of the input, told again and again */
        CHECK(serial->Read(serial, &size, bytes) == EFI_SUCCESS && size == 1 && bytes[0] == 4);
    CHECK(serial->GetControl(serial, &control) == EFI_SUCCESS);
    CHECK((control & EFI_SERIAL_INPUT_BUFFER_EMPTY) != 0);
    CHECK(serial->SetAttributes(serial, 0, 0, 1000, DefaultParity, 0, DefaultStopBits) ==
          EFI_SUCCESS);
    size = 1;
    CHECK(serial->Read(serial, &size, bytes) == EFI_TIMEOUT && size == 0);
}

static void check_keys(void)
{
    static const EFI_INPUT_KEY expected[] = {
        {0, 'a'},         {0, 0xe9},      {0, 0x20ac},   {SCAN_UP, 0},
        {SCAN_DELETE, 0}, {SCAN_F10, 0},  {0, '\r'},     {0, CHAR_BACKSPACE},
        {0, 3},           {SCAN_LEFT, 0}, {SCAN_ESC, 0}, {0, 4},
        {0, 4},
    };
    CHECK(find_serial() == NULL);
    for (UINTN i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        UINTN index;
        EFI_INPUT_KEY key;
        CHECK(bs->WaitForEvent(1, &st->ConIn->WaitForKey, &index) == EFI_SUCCESS);
        CHECK(st->ConIn->ReadKeyStroke(st->ConIn, &key) == EFI_SUCCESS);
        CHECK(key.ScanCode == expected[i].ScanCode && key.UnicodeChar == expected[i].UnicodeChar);
    }
    EFI_INPUT_KEY key;
    CHECK(st->ConIn->ReadKeyStroke(st->ConIn, &key) == EFI_NOT_READY);
    CHECK(bs->CheckEvent(st->ConIn->WaitForKey) == EFI_NOT_READY);
}

static void check_screen(void)
{
    EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *out = st->ConOut;
    UINTN columns, rows;
    CHECK(out->QueryMode(out, 0, &columns, &rows) == EFI_SUCCESS && columns == 80 && rows == 25);
    CHECK(out->QueryMode(out, 1, &columns, &rows) == EFI_UNSUPPORTED);
    CHECK(out->ClearScreen(out) == EFI_SUCCESS);
    static CHAR16 text[] = u"h\u00e9\u20ac";
    CHECK(out->OutputString(out, text) == EFI_SUCCESS);
    CHECK(out->Mode->CursorColumn == 3 && out->Mode->CursorRow == 0);
    static CHAR16 bad[] = {'[', 0xd800, 1, ']', 0};
    CHECK(out->TestString(out, bad) == EFI_UNSUPPORTED);
    CHECK(out->OutputString(out, bad) == EFI_WARN_UNKNOWN_GLYPH);
    static CHAR16 end[] = u"\r\n";
    CHECK(out->OutputString(out, end) == EFI_SUCCESS);
    CHECK(out->Mode->CursorColumn == 0 && out->Mode->CursorRow == 1);
    CHECK(out->SetCursorPosition(out, 79, 24) == EFI_SUCCESS);
    static CHAR16 last[] = u"x";
    CHECK(out->OutputString(out, last) == EFI_SUCCESS);
    CHECK(out->Mode->CursorColumn == 0 && out->Mode->CursorRow == 24);
    CHECK(out->SetCursorPosition(out, 80, 0) == EFI_UNSUPPORTED);
    CHECK(out->SetAttribute(out, EFI_TEXT_ATTR(EFI_GREEN, EFI_BLACK)) == EFI_SUCCESS);
    CHECK(out->Mode->Attribute == EFI_GREEN);
    static CHAR16 error[] = u"to stderr\n";
    CHECK(st->StdErr->OutputString(st->StdErr, error) == EFI_SUCCESS);
}

EFI_STATUS run(void)
{
    if (option_is("serial"))
        check_serial();
    else if (option_is("keys"))
        check_keys();
    else if (option_is("screen"))
        check_screen();
    else
        for (;;)
            bs->Stall(1000);
    return EFI_SUCCESS;
}
