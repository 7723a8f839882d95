/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Multiprocessor services: running procedures on the application processors (APs).
 * Source: UEFI Platform Initialization specification 1.8, volume 2, section 13.4.
 */
#ifndef EFI_MP_H
#define EFI_MP_H

#include "efi_types.h"

#define EFI_MP_SERVICES_PROTOCOL_GUID                                                              \
    {0x3fdda605, 0xa76e, 0x4f46, {0xad, 0x29, 0x12, 0xf4, 0x53, 0x1b, 0x3d, 0x08}}

/* FailedCpuList ends with this value. */
#define END_OF_CPU_LIST 0xffffffffu

/* StatusFlag bits. */
#define PROCESSOR_AS_BSP_BIT 0x00000001u
#define PROCESSOR_ENABLED_BIT 0x00000002u
#define PROCESSOR_HEALTH_STATUS_BIT 0x00000004u

/* Added to a processor number: GetProcessorInfo then fills ExtendedInformation too. */
#define CPU_V2_EXTENDED_TOPOLOGY 0x01000000u

/* Runs on an AP: no boot service may be called in it. */
typedef VOID(EFIAPI *EFI_AP_PROCEDURE)(VOID *ProcedureArgument);

typedef struct {
    UINT32 Package;
    UINT32 Core;
    UINT32 Thread;
} EFI_CPU_PHYSICAL_LOCATION;

typedef struct {
    UINT32 Package;
    UINT32 Module;
    UINT32 Tile;
    UINT32 Die;
    UINT32 Core;
    UINT32 Thread;
} EFI_CPU_PHYSICAL_LOCATION2;

typedef union {
    EFI_CPU_PHYSICAL_LOCATION2 Location2;
} EXTENDED_PROCESSOR_INFORMATION;

typedef struct {
    UINT64 ProcessorId; /* local APIC id */
    UINT32 StatusFlag;
    EFI_CPU_PHYSICAL_LOCATION Location;
    EXTENDED_PROCESSOR_INFORMATION ExtendedInformation;
} EFI_PROCESSOR_INFORMATION;

typedef struct EFI_MP_SERVICES_PROTOCOL EFI_MP_SERVICES_PROTOCOL;

typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_GET_NUMBER_OF_PROCESSORS)(
    EFI_MP_SERVICES_PROTOCOL *This, UINTN *NumberOfProcessors, UINTN *NumberOfEnabledProcessors);
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_GET_PROCESSOR_INFO)(
    EFI_MP_SERVICES_PROTOCOL *This, UINTN ProcessorNumber,
    EFI_PROCESSOR_INFORMATION *ProcessorInfoBuffer);
/* Blocks when WaitEvent is NULL. The timeout is in microseconds, 0 is none. */
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_STARTUP_ALL_APS)(
    EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure, BOOLEAN SingleThread,
    EFI_EVENT WaitEvent, UINTN TimeoutInMicroSeconds, VOID *ProcedureArgument,
    UINTN **FailedCpuList);
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_STARTUP_THIS_AP)(
    EFI_MP_SERVICES_PROTOCOL *This, EFI_AP_PROCEDURE Procedure, UINTN ProcessorNumber,
    EFI_EVENT WaitEvent, UINTN TimeoutInMicroseconds, VOID *ProcedureArgument, BOOLEAN *Finished);
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_SWITCH_BSP)(EFI_MP_SERVICES_PROTOCOL *This,
                                                       UINTN ProcessorNumber, BOOLEAN EnableOldBSP);
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_ENABLEDISABLEAP)(EFI_MP_SERVICES_PROTOCOL *This,
                                                            UINTN ProcessorNumber, BOOLEAN EnableAP,
                                                            UINT32 *HealthFlag);
typedef EFI_STATUS(EFIAPI *EFI_MP_SERVICES_WHOAMI)(EFI_MP_SERVICES_PROTOCOL *This,
                                                   UINTN *ProcessorNumber);

struct EFI_MP_SERVICES_PROTOCOL {
    EFI_MP_SERVICES_GET_NUMBER_OF_PROCESSORS GetNumberOfProcessors;
    EFI_MP_SERVICES_GET_PROCESSOR_INFO GetProcessorInfo;
    EFI_MP_SERVICES_STARTUP_ALL_APS StartupAllAPs;
    EFI_MP_SERVICES_STARTUP_THIS_AP StartupThisAP;
    EFI_MP_SERVICES_SWITCH_BSP SwitchBSP;
    EFI_MP_SERVICES_ENABLEDISABLEAP EnableDisableAP;
    EFI_MP_SERVICES_WHOAMI WhoAmI;
};

_Static_assert(sizeof(EFI_PROCESSOR_INFORMATION) == 48, "EFI_PROCESSOR_INFORMATION is 48 bytes");
_Static_assert(sizeof(EFI_MP_SERVICES_PROTOCOL) == 56, "MP services: 7 functions");

#endif
