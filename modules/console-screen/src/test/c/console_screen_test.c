/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/console_screen.c ../../main/c/font.c ../../main/c/painter.c
   ../../main/c/palette.c ../../main/c/status_line.c ../../main/c/text_grid.c ../../main/c/title.c
   ../../main/c/utf8_stream.c fake_font.c fake_display.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c */
/* The whole screen on a display in memory: what is written is read back from its pixels. */
#include "console_screen.h"

#include <stdlib.h>
#include <time.h>

#include "bb_kernel.h"
#include "bb_test.h"
#include "bb_text.h"
#include "cell.h"
#include "fake_display.h"
#include "fake_font.h"
#include "font.h"
#include "palette.h"

#define MS UINT64_C(1000000)

/* --- What is seen, on 800x600: 98 columns and 36 rows, a margin of 8 and 2 pixels --- */

enum { COLUMNS = 98, ROWS = 36, LEFT = 8, TOP = 2, STATUS_TOP = 600 - 18, BANNER = 5 };

static bb_kernel kernel;

static uint32_t read_at(size_t x, size_t y, uint32_t *ink)
{
    return fake_font_read(fake.pixels + y * fake.width + x, fake.width, 1, ink);
}

static const char *read_row(size_t left, size_t y)
{
    static char text[COLUMNS * 4 + 1];
    size_t length = 0, end = 0;
    for (size_t column = 0; column < (fake.width - 2 * left) / 8; column++) {
        uint32_t ink, character = read_at(left + column * 8, y, &ink);
        length += bb_utf8_encode(character, text + length);
        if (character != ' ')
            end = length;
    }
    text[end] = 0;
    return text;
}

/* Text of a row of the page, without blanks at its end. */
static const char *row(size_t number)
{
    return read_row(LEFT, TOP + number * 16);
}

static const char *status_row(void)
{
    return read_row(LEFT, STATUS_TOP);
}

static uint32_t ink_at(size_t number, size_t column)
{
    uint32_t ink;
    read_at(LEFT + column * 8, TOP + number * 16, &ink);
    return ink;
}

/* Starts on an empty page: what the title has left is moved out of the way. */
static void start(uint32_t width, uint32_t height)
{
    fake_font_make();
    fake_display_make(width, height);
    fake_now_ns += 1000 * MS;
    memset(&kernel, 0, sizeof kernel);
    bb_console_screen_style(BB_STYLE_PLAIN);
    CHECK(bb_console_screen_start());
}

static void write(const char *text)
{
    bb_console_screen_write(text, strlen(text));
}

static void show(void)
{
    bb_key key;
    CHECK(!bb_console_screen_read(&key));
}

static bool press(bb_key_code code)
{
    const bb_key key = {.code = code, .character = 'x'};
    return bb_console_screen_take(&key);
}

/* --- Text --- */

TEST(what_is_written_stands_there)
{
    start(800, 600);
    write("Hello,\nworld\n");
    CHECK_TEXT(row(BANNER), "Hello,");
    CHECK_TEXT(row(BANNER + 1), "world");
    CHECK_TEXT(row(BANNER + 2), "");
}

TEST(words_go_to_the_next_row)
{
    char text[200];
    start(800, 600);
    memset(text, 'a', sizeof text);
    for (size_t i = 9; i < sizeof text; i += 10)
        text[i] = ' ';
    bb_console_screen_write(text, 105);
    /* 98 columns: nine words, and eight letters of the tenth. */
    CHECK_EQUAL(strlen(row(BANNER)), 89);
    CHECK_TEXT(row(BANNER + 1), "aaaaaaaaa aaaaa");
}

TEST(a_word_that_is_written_letter_by_letter_moves_as_a_whole)
{
    start(800, 600);
    for (size_t i = 0; i < 95; i++)
        write(i % 5 == 4 ? " " : "b");
    write("w");
    write("o");
    write("r");
    write("ds");
    CHECK_EQUAL(strlen(row(BANNER)), 94);
    CHECK_TEXT(row(BANNER + 1), "words");
}

TEST(a_word_that_is_too_long_is_cut)
{
    char text[150];
    start(800, 600);
    memset(text, 'x', sizeof text);
    bb_console_screen_write(text, sizeof text);
    CHECK_EQUAL(strlen(row(BANNER)), COLUMNS);
    CHECK_EQUAL(strlen(row(BANNER + 1)), 150 - COLUMNS);
}

TEST(a_blank_at_the_end_of_a_row_is_the_end_of_the_row)
{
    char text[COLUMNS];
    start(800, 600);
    memset(text, 'x', sizeof text);
    bb_console_screen_write(text, sizeof text);
    write(" y");
    CHECK_EQUAL(strlen(row(BANNER)), COLUMNS);
    CHECK_TEXT(row(BANNER + 1), "y");
}

TEST(a_line_is_edited_with_text_blanks_returns_and_backspaces)
{
    start(800, 600);
    write("> abc\b\b_");
    CHECK_TEXT(row(BANNER), "> a_c");
    write("d   \b\b\b");
    CHECK_TEXT(row(BANNER), "> a_d");
    write("\r>   \r");
    CHECK_TEXT(row(BANNER), ">   d");
    write("\b\b\b<");
    CHECK_TEXT(row(BANNER), "<   d");
    write("\ra\tb");
    CHECK_TEXT(row(BANNER), "a       b");
    write("\a\x01\x7f\xc2\x85\x06");
    CHECK_TEXT(row(BANNER), "a       b");
}

TEST(characters_may_be_cut_by_writes)
{
    static const char text[] = "\xd0\x96 \xe2\x96\x93 \xc3\xa9 \xf0\x9f\x98\x80!";
    for (size_t cut = 0; cut <= sizeof text - 1; cut++) {
        start(800, 600);
        bb_console_screen_write(text, cut);
        bb_console_screen_write(text + cut, sizeof text - 1 - cut);
        CHECK_TEXT(row(BANNER), "\u0416 \u2593 \u00e9 \ufffd!");
    }
    start(800, 600);
    for (size_t i = 0; i < sizeof text - 1; i++)
        bb_console_screen_write(text + i, 1);
    CHECK_TEXT(row(BANNER), "\u0416 \u2593 \u00e9 \ufffd!");
}

TEST(what_has_no_glyph_has_a_frame)
{
    uint32_t ink;
    start(800, 600);
    write("\u4e2d\xff");
    CHECK_EQUAL(read_at(LEFT, TOP + BANNER * 16, &ink), 0xfffd);
    CHECK_EQUAL(read_at(LEFT + 8, TOP + BANNER * 16, &ink), 0xfffd);
}

/* --- Pages --- */

static void write_numbers(int from, int to)
{
    char line[16];
    for (int i = from; i <= to; i++) {
        snprintf(line, sizeof line, "\n%d", i);
        write(line);
    }
}

TEST(pages_go_back_and_forth)
{
    start(800, 600);
    write_numbers(1, 100);
    show();
    CHECK_TEXT(row(ROWS - 1), "100");
    CHECK_TEXT(row(0), "65");
    CHECK(press(BB_KEY_PAGE_UP));
    CHECK_TEXT(row(ROWS - 1), "65"); /* one line stays */
    CHECK(strstr(status_row(), "35 lines below: Page Down") != NULL);
    CHECK(press(BB_KEY_PAGE_UP));
    /* The first page, whatever is pressed. */
    CHECK_TEXT(row(BANNER), "");
    CHECK_TEXT(row(BANNER + 1), "1");
    CHECK(press(BB_KEY_PAGE_UP));
    CHECK_TEXT(row(BANNER + 1), "1");
    for (int i = 0; i < 3; i++)
        CHECK(press(BB_KEY_PAGE_DOWN));
    CHECK_TEXT(row(ROWS - 1), "100");
    CHECK(strstr(status_row(), "below") == NULL);
}

TEST(a_page_that_is_read_stays_while_text_comes)
{
    start(800, 600);
    write_numbers(1, 80);
    press(BB_KEY_PAGE_UP);
    CHECK_TEXT(row(ROWS - 1), "45");
    write_numbers(81, 100);
    show();
    CHECK_TEXT(row(ROWS - 1), "45");
    CHECK(!press(BB_KEY_CHARACTER)); /* who types wants to see it */
    CHECK_TEXT(row(ROWS - 1), "100");
}

TEST(as_many_lines_are_kept_as_the_option_tells)
{
    start(800, 600);
    write_numbers(1, 1000);
    for (int i = 0; i < 10; i++)
        press(BB_KEY_PAGE_UP);
    /* 100 and a page; the oldest fall out while one looks at them. */
    CHECK_TEXT(row(0), "865");
    write_numbers(1001, 1001);
    show();
    CHECK_TEXT(row(0), "866");
    press(BB_KEY_CHARACTER);
    CHECK_TEXT(row(ROWS - 1), "1001");
}

TEST(pages_that_fly_by_are_drawn_now_and_then)
{
    start(800, 600);
    write_numbers(1, 40);
    show();
    fake.drawn = 0;
    write_numbers(41, 540); /* all in the same moment */
    CHECK(fake.drawn < 2 * 800 * 600);
    show();
    CHECK_TEXT(row(ROWS - 1), "540");
    fake_now_ns += 100 * MS;
    write_numbers(541, 541);
    CHECK_TEXT(row(ROWS - 1), "541");
}

/* --- Colours --- */

TEST(each_text_has_its_colour)
{
    static const struct {
        bb_style style;
        const char *text;
    } texts[] = {{BB_STYLE_PLAIN, "k"},
                 {BB_STYLE_PROMPT, "p"},
                 {BB_STYLE_INPUT, "i"},
                 {BB_STYLE_WARNING, "w"}};
    start(800, 600);
    for (size_t i = 0; i < 4; i++) {
        bb_console_screen_style(texts[i].style);
        write(texts[i].text);
        write("\x02g\x03"); /* generated text in between */
    }
    write("!");
    for (size_t i = 0; i < 4; i++) {
        CHECK_EQUAL(ink_at(BANNER, 2 * i), bb_console_screen_ink(texts[i].style));
        CHECK_EQUAL(ink_at(BANNER, 2 * i + 1), bb_console_screen_ink(BB_CELL_GENERATED));
        for (size_t j = 0; j < i; j++)
            CHECK(ink_at(BANNER, 2 * i) != ink_at(BANNER, 2 * j));
    }
    CHECK_EQUAL(ink_at(BANNER, 8), bb_console_screen_ink(BB_STYLE_WARNING));
}

static double channel(uint32_t pixel, unsigned shift)
{
    double c = (pixel >> shift & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t pixel)
{
    return 0.2126 * channel(pixel, 16) + 0.7152 * channel(pixel, 8) + 0.0722 * channel(pixel, 0);
}

TEST(every_colour_can_be_read)
{
    for (unsigned style = 0; style < BB_CELL_STYLES; style++) {
        double ink = luminance(bb_console_screen_ink(style));
        double ground = luminance(bb_console_screen_ground(style));
        CHECK((ink + 0.05) / (ground + 0.05) >= 7.0);
    }
}

TEST(a_progress_bar_is_a_slim_one)
{
    start(800, 600);
    bb_console_screen_style(BB_STYLE_BAR);
    write("\u2588\u2591");
    const uint32_t *cell = fake.pixels + (TOP + BANNER * 16) * fake.width + LEFT;
    CHECK_EQUAL(cell[0], bb_console_screen_ground(BB_STYLE_BAR));
    CHECK_EQUAL(cell[8 * fake.width], bb_console_screen_ink(BB_STYLE_BAR));
    CHECK_EQUAL(cell[8 * fake.width + 8], bb_console_screen_track());
    CHECK_EQUAL(cell[15 * fake.width], bb_console_screen_ground(BB_STYLE_BAR));
}

TEST(the_cursor_stands_where_text_comes_next)
{
    uint32_t ground = bb_console_screen_ground(BB_STYLE_PLAIN);
    uint32_t input = bb_console_screen_ink(BB_STYLE_INPUT);
    start(800, 600);
    const uint32_t *cell = fake.pixels + (TOP + BANNER * 16 + 15) * fake.width + LEFT;
    bb_console_screen_style(BB_STYLE_INPUT);
    write("ab\b");
    CHECK_EQUAL(cell[0], ground);
    CHECK_EQUAL(cell[8], input);
    write("c");
    CHECK_EQUAL(cell[8], ground);
    CHECK_EQUAL(cell[16], bb_console_screen_ink(BB_STYLE_PLAIN)); /* nothing is typed there yet */
    bb_console_screen_style(BB_STYLE_PLAIN);
    write("\n");
    CHECK_EQUAL(cell[16], ground);
    CHECK_EQUAL(cell[16 * fake.width], ground);
}

TEST(the_name_is_large)
{
    start(800, 600);
    /* The fake title's letters are a line in the middle of a cell of 32x64. */
    for (size_t letter = 0; letter < 5; letter++) {
        const uint32_t *at = fake.pixels + (TOP + 30) * fake.width + LEFT + letter * 32;
        CHECK_EQUAL(at[4], letter < 4 ? bb_console_screen_ink(BB_CELL_TITLE_STYLE)
                                      : bb_console_screen_ground(BB_CELL_TITLE_STYLE));
        CHECK_EQUAL(at[0], bb_console_screen_ground(BB_CELL_TITLE_STYLE));
    }
}

/* --- The status line --- */

static void hear(bb_token_kind kind)
{
    const bb_token_event event = {.kind = kind};
    CHECK(bb_console_screen_hear(&kernel, &event) == BB_CONTINUE);
}

TEST(the_status_line_follows_the_answer)
{
    start(800, 600);
    CHECK_TEXT(status_row(), " Baobab 0");
    strcpy(kernel.model.name, "tiny");
    kernel.model.shape.context = 256;
    bb_console_screen_idle(&kernel);
    CHECK_TEXT(status_row(), " tiny \u2502 context 0/256 \u2502 2 cores \u2502 memory 12/512 MiB");
    hear(BB_TOKEN_BEGIN);
    for (size_t i = 0; i < 21; i++) {
        kernel.context.length++;
        hear(BB_TOKEN_NEXT);
        fake_now_ns += 100 * MS;
    }
    CHECK_TEXT(status_row(), " tiny \u2502 context 19/256 \u2502 10.0 tokens/s \u2502 2 cores "
                             "\u2502 memory 12/512 MiB");
    hear(BB_TOKEN_END);
    CHECK(strstr(status_row(), "context 21/256") != NULL);
    kernel.context.length = 0;
    bb_console_screen_idle(&kernel);
    CHECK(strstr(status_row(), "context 0/256") != NULL);
    CHECK(strstr(status_row(), "tokens/s") != NULL);
}

TEST(what_does_not_fit_in_the_status_line_is_left_out)
{
    start(640, 480);
    memset(kernel.model.name, 'n', BB_MODEL_NAME);
    kernel.model.shape.context = 131072;
    kernel.context.length = 100000;
    bb_console_screen_idle(&kernel);
    CHECK_TEXT(read_row(0, 480 - 18),
               " nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn \u2502 context 100000/131072 \u2502 2 cores");
    write_numbers(1, 100);
    press(BB_KEY_PAGE_UP);
    CHECK_TEXT(read_row(0, 480 - 18),
               " \ufffd 27 lines below: Page Down \u2502 nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
               " \u2502 2 cores");
}

/* --- Displays --- */

static void check_face(uint32_t width, uint32_t height, uint32_t scale, uint32_t cell_width)
{
    uint32_t ink;
    bool found = false;
    start(width, height);
    write("\nA");
    /* Somewhere near the left edge there is a cell with the letter: its squares are as wide as the
     * scale, and the next cell is as far away as the cell is wide. */
    write("B");
    for (size_t y = 0; y < height - 40; y++)
        for (size_t x = 0; x <= 2 * cell_width; x++) {
            const uint32_t *at = fake.pixels + y * width + x;
            if (fake_font_read(at, width, scale, &ink) == 'A' &&
                fake_font_read(at + cell_width, width, scale, &ink) == 'B')
                found = true;
        }
    CHECK(found);
}

TEST(letters_are_as_large_as_the_display)
{
    check_face(640, 480, 1, 8);
    check_face(800, 600, 1, 8);
    check_face(1024, 768, 1, 10);
    check_face(1280, 800, 1, 10);
    check_face(1366, 768, 1, 10);
    check_face(1920, 1080, 1, 16);
    check_face(2560, 1440, 1, 16);
    check_face(3440, 1440, 1, 16);
}

TEST(letters_are_twice_as_large_on_the_largest)
{
    start(3840, 2160);
    write("\n\u2588");
    show();
    /* 118 columns of 32x64: the margin is one column, the bar of the status line is 80 high. */
    CHECK_EQUAL(fake.pixels[(size_t)2159 * 3840], bb_console_screen_ground(BB_CELL_STATUS));
    CHECK_EQUAL(fake.pixels[(size_t)2079 * 3840], bb_console_screen_ground(BB_STYLE_PLAIN));
}

TEST(no_screen_is_better_than_one_that_is_too_small)
{
    fake_font_make();
    fake_display_make(0, 0);
    CHECK(!bb_console_screen_start());
    fake_display_make(632, 480);
    CHECK(!bb_console_screen_start());
    fake_display_make(640, 200);
    CHECK(!bb_console_screen_start());
    fake_display_make(800, 600);
    fake.no_memory = true;
    CHECK(!bb_console_screen_start());
}

/* --- Anything --- */

static void write_random(uint64_t *state, size_t bytes, size_t most)
{
    char text[64];
    while (bytes > 0) {
        size_t length = bb_test_random(state) % most + 1;
        length = length < bytes ? length : bytes;
        for (size_t i = 0; i < length; i++) {
            uint64_t random = bb_test_random(state);
            text[i] = random % 4 == 0 ? (char)(random >> 8) : (char)(' ' + (random >> 8) % 95);
        }
        char *copy = malloc(length); /* no byte behind it */
        memcpy(copy, text, length);
        bb_console_screen_write(copy, length);
        free(copy);
        bytes -= length;
        fake_now_ns += bb_test_random(state) % (20 * MS);
        if (bb_test_random(state) % 50 == 0)
            press(bb_test_random(state) % 2 == 0 ? BB_KEY_PAGE_UP : BB_KEY_PAGE_DOWN);
        if (bb_test_random(state) % 200 == 0)
            press(BB_KEY_ENTER);
        if (bb_test_random(state) % 20 == 0)
            bb_console_screen_style((bb_style)(bb_test_random(state) % (BB_STYLE_BAR + 1)));
    }
    press(BB_KEY_ENTER);
    show();
}

/* What is drawn bit by bit is what is drawn at once. */
TEST(a_hundred_thousand_random_bytes)
{
    uint64_t state = 7;
    start(800, 600);
    write_random(&state, 100000, 40);
    size_t bytes = (size_t)fake.width * fake.height * sizeof(uint32_t);
    uint32_t *before = malloc(bytes);
    memcpy(before, fake.pixels, bytes);
    for (int i = 0; i < 200; i++)
        press(BB_KEY_PAGE_UP);
    press(BB_KEY_ENTER);
    CHECK(memcmp(before, fake.pixels, bytes) == 0);
    free(before);
}

/* The same bytes in pieces of one and of forty: the same picture. */
TEST(pieces_do_not_matter)
{
    static char text[20000];
    uint64_t state = 11;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)bb_test_random(&state);
    start(800, 600);
    bb_console_screen_write(text, sizeof text);
    write("\x03\n\n\n");
    show();
    size_t bytes = (size_t)fake.width * fake.height * sizeof(uint32_t);
    uint32_t *whole = malloc(bytes);
    memcpy(whole, fake.pixels, bytes);
    start(800, 600);
    for (size_t i = 0; i < sizeof text; i++)
        bb_console_screen_write(text + i, 1);
    write("\x03\n\n\n");
    show();
    CHECK(memcmp(whole, fake.pixels, bytes) == 0);
    free(whole);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* On the display with the most to draw, under sanitizers, with a page that moves. */
TEST(a_token_takes_less_than_a_millisecond)
{
    enum { TOKENS = 3000 };
    start(1920, 1080);
    fake.shows = fake.drawn = 0;
    double begun = seconds();
    for (int i = 0; i < TOKENS; i++) {
        fake_now_ns += 10 * MS;
        write(i % 20 == 19 ? " end\n" : " token");
        show();
    }
    double each = (seconds() - begun) / (double)TOKENS;
    printf("%.0f us and %zu pixels a token\n", each * 1e6, fake.drawn / TOKENS);
    CHECK(each < 1e-3);
}

int main(void)
{
    return RUN(what_is_written_stands_there) | RUN(words_go_to_the_next_row) |
           RUN(a_word_that_is_written_letter_by_letter_moves_as_a_whole) |
           RUN(a_word_that_is_too_long_is_cut) |
           RUN(a_blank_at_the_end_of_a_row_is_the_end_of_the_row) |
           RUN(a_line_is_edited_with_text_blanks_returns_and_backspaces) |
           RUN(characters_may_be_cut_by_writes) | RUN(what_has_no_glyph_has_a_frame) |
           RUN(pages_go_back_and_forth) | RUN(a_page_that_is_read_stays_while_text_comes) |
           RUN(as_many_lines_are_kept_as_the_option_tells) |
           RUN(pages_that_fly_by_are_drawn_now_and_then) | RUN(each_text_has_its_colour) |
           RUN(every_colour_can_be_read) | RUN(a_progress_bar_is_a_slim_one) |
           RUN(the_cursor_stands_where_text_comes_next) | RUN(the_name_is_large) |
           RUN(the_status_line_follows_the_answer) |
           RUN(what_does_not_fit_in_the_status_line_is_left_out) |
           RUN(letters_are_as_large_as_the_display) |
           RUN(letters_are_twice_as_large_on_the_largest) |
           RUN(no_screen_is_better_than_one_that_is_too_small) |
           RUN(a_hundred_thousand_random_bytes) | RUN(pieces_do_not_matter) |
           RUN(a_token_takes_less_than_a_millisecond);
}
