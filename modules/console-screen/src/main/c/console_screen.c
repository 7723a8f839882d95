/* SPDX-License-Identifier: Apache-2.0 */
#include "console_screen.h"

#include "bb_config.h"
#include "bb_kernel.h"
#include "bb_parallel.h"
#include "cell.h"
#include "painter.h"
#include "status_line.h"
#include "text_grid.h"
#include "utf8_stream.h"

#define STX 2
#define ETX 3

/* How often a page that moves is drawn: what moves faster is not read anyway. */
#define FRAME_NS UINT64_C(30000000)

/* How often the speed in the status line changes: a figure that flickers is not read. */
#define RATE_NS UINT64_C(250000000)

static bb_console_screen_painter painter;
static bb_console_screen_grid grid;
static bb_console_screen_stream stream;
static bb_console_screen_status status;
static uint32_t *status_cells; /* (columns) */
static bool present;
static bool generated; /* between STX and ETX */
static unsigned style; /* of other text */
static bool moved;     /* rows have moved since the page was drawn */
static bool stale;     /* the page on the display is not what it should be */
static uint64_t drawn_ns;

/* The cursor shows where something is written or typed; the kernel's own lines need none. */
static void draw(void)
{
    size_t cursor_row = 0;
    bool cursor_shown =
        (generated || style == BB_STYLE_INPUT) && bb_console_screen_grid_cursor(&grid, &cursor_row);
    for (size_t row = 0; row < grid.rows; row++)
        bb_console_screen_painter_show(&painter, row, bb_console_screen_grid_row(&grid, row),
                                       cursor_shown && row == cursor_row ? grid.column : SIZE_MAX);
    stale = moved = false;
    drawn_ns = bb_clock_ns();
}

static void draw_status(void)
{
    if (!present || !BB_CONSOLE_SCREEN_STATUS_LINE)
        return;
    status.above = grid.back;
    bb_console_screen_status_cells(&status, status_cells, painter.columns);
    bb_console_screen_painter_show(&painter, painter.rows, status_cells, SIZE_MAX);
}

/* Letters are drawn at once, moving pages when the last one was there for a while. */
static void update(void)
{
    if (!moved || bb_clock_ns() - drawn_ns >= FRAME_NS)
        draw();
}

static void put(uint32_t character)
{
    if (character == STX || character == ETX)
        generated = character == STX;
    else if (bb_console_screen_grid_put(&grid, character, generated ? BB_CELL_GENERATED : style))
        moved = true;
}

/* --- The start --- */

static void write_title(void)
{
    bb_console_screen_title *title = &painter.title;
    bb_console_screen_title_plan(title, BB_KERNEL_NAME, painter.cell_width, painter.cell_height,
                                 painter.columns);
    for (uint32_t row = 0; row < title->rows; row++) {
        for (uint32_t column = 0; column < title->columns; column++)
            bb_console_screen_grid_put(&grid, BB_CELL_TITLE + row * 256 + column,
                                       BB_CELL_TITLE_STYLE);
        bb_console_screen_grid_put(&grid, '\n', BB_STYLE_PLAIN);
    }
}

bool bb_console_screen_start(void)
{
    bb_display display;
    if (!bb_display_open(BB_CONSOLE_SCREEN_WIDTH, BB_CONSOLE_SCREEN_HEIGHT, &display) ||
        !bb_console_screen_painter_plan(&painter, &display, BB_CONSOLE_SCREEN_STATUS_LINE))
        return false;
    size_t columns = painter.columns, capacity = painter.rows + BB_CONSOLE_SCREEN_SCROLLBACK;
    size_t shown = bb_console_screen_painter_shown_cells(&painter);
    size_t line = bb_console_screen_painter_line_pixels(&painter);
    /* The sizes are those of a display: a few MiB, with no way to overflow. */
    void *pages = NULL;
    size_t cells = capacity * columns + columns + shown + line;
    if (bb_platform_pages_allocate(cells * sizeof(uint32_t), &pages) != BB_OK)
        return false;
    uint32_t *next = pages;
    bb_console_screen_grid_begin(&grid, next, columns, painter.rows, capacity);
    status_cells = next += capacity * columns;
    next += columns;
    bb_console_screen_painter_begin(&painter, next, next + shown);
    status = (bb_console_screen_status){.model = "Baobab " BB_VERSION};
    present = true;
    write_title();
    draw();
    draw_status();
    return true;
}

/* --- The device --- */

void bb_console_screen_write(const char *text, size_t length)
{
    bb_console_screen_decode(&stream, text, length, put);
    stale = true;
    update();
}

void bb_console_screen_style(bb_style new_style)
{
    style = (unsigned)new_style;
}

bool bb_console_screen_read(bb_key *key)
{
    (void)key;
    if (stale)
        draw();
    return false;
}

static void scroll(ptrdiff_t up)
{
    bb_console_screen_grid_scroll(&grid, up);
    draw();
    draw_status();
}

bool bb_console_screen_take(const bb_key *key)
{
    /* One line stays, to go on from. */
    ptrdiff_t page = (ptrdiff_t)grid.rows - 1;
    switch (key->code) {
    case BB_KEY_PAGE_UP:
        scroll(page);
        return true;
    case BB_KEY_PAGE_DOWN:
        scroll(-page);
        return true;
    default:
        /* Who types wants to see it. */
        if (grid.back > 0)
            scroll(-(ptrdiff_t)grid.back);
        return false;
    }
}

/* --- The status line --- */

static void look_at_memory(void)
{
    bb_memory_info memory;
    if (bb_platform_memory(&memory) != BB_OK)
        return;
    status.memory = memory.total;
    status.memory_used = memory.total - memory.free;
}

bb_status bb_console_screen_boot(bb_kernel *kernel)
{
    (void)kernel;
    if (!present)
        bb_boot_detail("the firmware's text screen: no graphics output of 640x320 or more");
    else
        bb_boot_detail("%ux%u, %zu columns and %zu rows of %ux%u", painter.display.width,
                       painter.display.height, painter.columns, painter.rows, painter.cell_width,
                       painter.cell_height);
    return BB_OK;
}

/* True if the status line is to be drawn again for it. */
static bool look_at_model(const bb_kernel *kernel)
{
    const bb_model *model = &kernel->model;
    bool same =
        status.context == model->shape.context && status.context_used == kernel->context.length;
    if (same)
        return false;
    status.model = model->name[0] != 0 ? model->name : BB_KERNEL_NAME;
    status.context = model->shape.context;
    status.context_used = kernel->context.length;
    if (status.processors == 0) { /* the first time */
        status.processors = bb_parallel_processors();
        look_at_memory();
    }
    return true;
}

bb_flow bb_console_screen_hear(bb_kernel *kernel, const bb_token_event *event)
{
    static uint64_t begun_ns, told_ns; /* since the first token of the answer */
    static size_t tokens;              /* behind it */
    uint64_t now_ns = bb_clock_ns();
    if (event->kind == BB_TOKEN_BEGIN)
        begun_ns = 0;
    if (event->kind == BB_TOKEN_NEXT && begun_ns == 0) {
        begun_ns = told_ns = now_ns;
        tokens = 0;
    } else if (event->kind == BB_TOKEN_NEXT) {
        tokens++;
    }
    bool ends = event->kind == BB_TOKEN_END;
    if (!ends && now_ns - told_ns < RATE_NS)
        return BB_CONTINUE;
    told_ns = now_ns;
    look_at_model(kernel);
    if (begun_ns != 0 && tokens > 0)
        status.rate = (double)tokens / ((double)(now_ns - begun_ns) * 1e-9);
    if (ends)
        look_at_memory();
    draw_status();
    return BB_CONTINUE;
}

void bb_console_screen_idle(bb_kernel *kernel)
{
    if (present && look_at_model(kernel))
        draw_status();
}

void bb_console_screen_leave(bb_kernel *kernel, bool ok)
{
    (void)kernel;
    (void)ok;
    if (present && stale)
        draw();
}
