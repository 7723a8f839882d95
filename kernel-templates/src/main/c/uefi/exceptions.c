/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exceptions of the processor that have no cause but a defect end the kernel like any other
 * failure; the firmware's own handlers, where there are any, print registers and hang. For that the
 * processor gets a copy of the firmware's interrupt descriptor table with four gates of ours; all
 * other interrupts stay the firmware's. Source: Intel SDM, volume 3, sections 7.10 to 7.15.
 *
 * Not caught: exceptions of the other processors, which have tables of their own, and those without
 * a stack to tell of them. Hosted kernels are not privileged: Linux tells the runner of theirs.
 */
#include "bb_bytes.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "efi/efi.h"
#include "uefi.h"

BB_ERROR(exception, "E-CPU-EXCEPTION",
         "This is a defect of the kernel, of the firmware or of the memory. Start the machine "
         "again; if it comes back, report it with these figures. What stands behind kernel+ is an "
         "offset in BOOTX64.EFI as it is loaded.");

enum { GATES = 256, INTERRUPT_GATE = 0x8e, PAGE_FAULT = 14 };

typedef struct gate {
    uint16_t offset_low, selector;
    uint8_t stack, type;
    uint16_t offset_middle;
    uint32_t offset_high, reserved;
} gate;

typedef struct __attribute__((packed)) table_register {
    uint16_t limit;
    uint64_t base;
} table_register;

/* What is on the stack, from our stub and from the processor. */
typedef struct frame {
    uint64_t cr2, vector, error, rip, cs, flags, rsp, ss;
} frame;

static gate table[GATES];
static table_register firmware_table;
static bool caught_here;
static bb_kernel *the_kernel;
static bb_uefi_exception_end *the_end;
static uint64_t image_base, image_size;

static const char *name_of(uint64_t vector)
{
    switch (vector) {
    case 0:
        return "division error";
    case 6:
        return "invalid instruction";
    case 13:
        return "general protection fault";
    default:
        return "page fault";
    }
}

_Noreturn static void halt(void)
{
    for (;;)
        __asm__ volatile("cli; hlt");
}

/* The stubs jump here, on the stack of what failed. */
_Noreturn __attribute__((used)) static void caught(const frame *frame)
{
    static int depth;
    if (++depth > 2) /* the panic failed, too, and so did leaving: nothing is left to try */
        halt();

    /* To the level of applications from whatever it is, so that the console can be used. */
    bb_uefi_boot->RaiseTPL(TPL_HIGH_LEVEL);
    bb_uefi_boot->RestoreTPL(TPL_APPLICATION);

    char address[40] = "";
    if (frame->vector == PAGE_FAULT)
        bb_format(address, sizeof address, ", of address 0x%llx", frame->cr2);
    bool ours = frame->rip - image_base < image_size;
    bb_fail(&exception, "%s at %s0x%llx%s, error code 0x%llx", name_of(frame->vector),
            ours ? "kernel+" : "", frame->rip - (ours ? image_base : 0), address, frame->error);
    the_end(the_kernel, &exception);
    halt();
}

/* The direction flag and the stack are as a function expects them; the frame is its argument. */
#define STUB(name, vector, error)                                                                  \
    __attribute__((naked)) static void name(void)                                                  \
    {                                                                                              \
        __asm__(error "pushq $" #vector "\n"                                                       \
                      "movq %%cr2, %%rcx\n"                                                        \
                      "pushq %%rcx\n"                                                              \
                      "movq %%rsp, %%rcx\n"                                                        \
                      "andq $-16, %%rsp\n"                                                         \
                      "subq $32, %%rsp\n"                                                          \
                      "cld\n"                                                                      \
                      "call %c0\n"                                                                 \
                      "ud2" ::"i"(caught));                                                        \
    }
#define WITHOUT_ERROR_CODE "pushq $0\n"
#define WITH_ERROR_CODE ""

STUB(division_error, 0, WITHOUT_ERROR_CODE)
STUB(invalid_instruction, 6, WITHOUT_ERROR_CODE)
STUB(general_protection, 13, WITH_ERROR_CODE)
STUB(page_fault, 14, WITH_ERROR_CODE)

static void set_gate(size_t vector, uint16_t selector, void (*stub)(void))
{
    uint64_t offset = (uint64_t)(uintptr_t)stub;
    table[vector] = (gate){
        .offset_low = (uint16_t)offset,
        .selector = selector,
        .stack = table[vector].stack, /* the firmware's choice */
        .type = INTERRUPT_GATE,
        .offset_middle = (uint16_t)(offset >> 16),
        .offset_high = (uint32_t)(offset >> 32),
    };
}

void bb_uefi_exceptions_catch(bb_kernel *kernel, bb_uefi_exception_end *end)
{
    static const EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    EFI_LOADED_IMAGE_PROTOCOL *image = NULL;
    uint16_t selector;
    __asm__ volatile("mov %%cs, %0" : "=r"(selector));
    if ((selector & 3) != 0)
        return;
    if (!EFI_ERROR(bb_uefi_boot->HandleProtocol(bb_uefi_image, &guid, (void **)&image))) {
        image_base = (uint64_t)(uintptr_t)image->ImageBase;
        image_size = image->ImageSize;
    }
    __asm__ volatile("sidt %0" : "=m"(firmware_table));
    size_t bytes = (size_t)firmware_table.limit + 1;
    if (bytes > sizeof table || bytes < 32 * sizeof table[0])
        return;
    the_kernel = kernel;
    the_end = end;
    memcpy(table, (const void *)(uintptr_t)firmware_table.base, bytes);
    set_gate(0, selector, division_error);
    set_gate(6, selector, invalid_instruction);
    set_gate(13, selector, general_protection);
    set_gate(14, selector, page_fault);
    table_register ours = {.limit = firmware_table.limit, .base = (uint64_t)(uintptr_t)table};
    __asm__ volatile("lidt %0" ::"m"(ours));
    caught_here = true;
}

void bb_uefi_exceptions_release(void)
{
    if (caught_here)
        __asm__ volatile("lidt %0" ::"m"(firmware_table));
    caught_here = false;
}
