/* SPDX-License-Identifier: Apache-2.0 */
#include "disks.h"

#include "events.h"
#include "files.h"
#include "input.h"
#include "mp.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MEDIA_ID = 7, THREAD_STACK = 64 << 10 };

/* A read with a token that has an event: done by a thread, in order. */
struct request {
    struct request *next;
    const struct disk *disk;
    uint64_t offset;
    void *buffer;
    size_t size;
    EFI_BLOCK_IO2_TOKEN *token;
    EFI_STATUS status;
};

/* The last link of a queue is where the next request goes. */
struct queue {
    struct request *first;
    struct request **last;
};

static struct disk disks[HOSTED_MAX_DISKS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct queue waiting = {NULL, &waiting.first};
static struct queue done = {NULL, &done.first};

static void put(struct queue *queue, struct request *request)
{
    request->next = NULL;
    *queue->last = request;
    queue->last = &request->next;
}

static struct request *take(struct queue *queue)
{
    struct request *request = queue->first;
    if (request != NULL) {
        queue->first = request->next;
        if (queue->first == NULL)
            queue->last = &queue->first;
    }
    return request;
}

static EFI_STATUS read_disk(const struct disk *disk, uint64_t offset, void *buffer, size_t size)
{
    const struct hosted_options *o = &hosted_options;
    if (o->read_error != NULL && strcmp(o->read_error, disk->path) == 0 &&
        o->read_error_offset >= offset && o->read_error_offset - offset < size)
        return EFI_DEVICE_ERROR;
    for (size_t read = 0; read < size;) {
        ssize_t got =
            pread(disk->fd, (uint8_t *)buffer + read, size - read, (off_t)(offset + read));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return EFI_DEVICE_ERROR;
        read += (size_t)got;
    }
    return EFI_SUCCESS;
}

static void count(size_t size)
{
    hosted_stats.reads++;
    hosted_stats.bytes_read += size;
    if (size > hosted_stats.largest_read)
        hosted_stats.largest_read = size;
}

static void *read_requests(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        struct request *request = take(&waiting);
        if (request == NULL) {
            pthread_cond_wait(&work, &lock);
            continue;
        }
        pthread_mutex_unlock(&lock);
        request->status = read_disk(request->disk, request->offset, request->buffer, request->size);
        pthread_mutex_lock(&lock);
        put(&done, request);
        input_wake();
    }
}

static void poll_ends(void)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        struct request *request = take(&done);
        pthread_mutex_unlock(&lock);
        if (request == NULL)
            return;
        request->token->TransactionStatus = request->status;
        count(request->size);
        EFI_EVENT event = request->token->Event;
        free(request);
        events_signal(event);
    }
}

/* As firmware checks a read, and what the disk demands: whole blocks, an aligned buffer. */
static EFI_STATUS check(const struct disk *disk, UINT32 media, EFI_LBA lba, UINTN size,
                        const void *buffer)
{
    const EFI_BLOCK_IO_MEDIA *m = &disk->media;
    if (media != m->MediaId)
        return EFI_MEDIA_CHANGED;
    if (size % m->BlockSize != 0)
        return EFI_BAD_BUFFER_SIZE;
    if (buffer == NULL || (uintptr_t)buffer % m->IoAlign != 0 || lba > m->LastBlock ||
        size / m->BlockSize > m->LastBlock - lba + 1)
        return EFI_INVALID_PARAMETER;
    return EFI_SUCCESS;
}

static const struct disk *find(const char *service, const void *protocol)
{
    hosted_enter(service, TPL_CALLBACK);
    for (size_t i = 0; i < hosted_options.disk_count; i++)
        if (protocol == &disks[i].block_io || protocol == &disks[i].block_io2)
            return &disks[i];
    hosted_fail(EXIT_MISUSE, "%s: %p is not a disk", service, protocol);
}

static EFI_STATUS EFIAPI read_blocks(EFI_BLOCK_IO_PROTOCOL *This, UINT32 MediaId, EFI_LBA LBA,
                                     UINTN BufferSize, VOID *Buffer)
{
    const struct disk *disk = find("ReadBlocks", This);
    EFI_STATUS status = check(disk, MediaId, LBA, BufferSize, Buffer);
    if (status != EFI_SUCCESS)
        return status;
    count(BufferSize);
    return read_disk(disk, LBA * disk->media.BlockSize, Buffer, BufferSize);
}

static EFI_STATUS EFIAPI read_blocks_ex(EFI_BLOCK_IO2_PROTOCOL *This, UINT32 MediaId, EFI_LBA LBA,
                                        EFI_BLOCK_IO2_TOKEN *Token, UINTN BufferSize, VOID *Buffer)
{
    const struct disk *disk = find("ReadBlocksEx", This);
    EFI_STATUS status = check(disk, MediaId, LBA, BufferSize, Buffer);
    if (status != EFI_SUCCESS)
        return status;
    uint64_t offset = LBA * disk->media.BlockSize;
    if (Token == NULL || Token->Event == NULL) {
        count(BufferSize);
        return read_disk(disk, offset, Buffer, BufferSize);
    }
    struct request *request = hosted_alloc(sizeof *request);
    *request = (struct request){
        .disk = disk, .offset = offset, .buffer = Buffer, .size = BufferSize, .token = Token};
    pthread_mutex_lock(&lock);
    put(&waiting, request);
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI write_blocks(EFI_BLOCK_IO_PROTOCOL *This, UINT32 MediaId, EFI_LBA LBA,
                                      UINTN BufferSize, VOID *Buffer)
{
    (void)MediaId, (void)LBA, (void)BufferSize, (void)Buffer;
    find("WriteBlocks", This);
    return EFI_WRITE_PROTECTED;
}

static EFI_STATUS EFIAPI write_blocks_ex(EFI_BLOCK_IO2_PROTOCOL *This, UINT32 MediaId, EFI_LBA LBA,
                                         EFI_BLOCK_IO2_TOKEN *Token, UINTN BufferSize, VOID *Buffer)
{
    (void)MediaId, (void)LBA, (void)Token, (void)BufferSize, (void)Buffer;
    find("WriteBlocksEx", This);
    return EFI_WRITE_PROTECTED;
}

static EFI_STATUS EFIAPI reset(EFI_BLOCK_IO_PROTOCOL *This, BOOLEAN ExtendedVerification)
{
    (void)ExtendedVerification;
    find("BlockIo.Reset", This);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI reset_ex(EFI_BLOCK_IO2_PROTOCOL *This, BOOLEAN ExtendedVerification)
{
    (void)ExtendedVerification;
    find("BlockIo2.Reset", This);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI flush(EFI_BLOCK_IO_PROTOCOL *This)
{
    find("FlushBlocks", This);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI flush_ex(EFI_BLOCK_IO2_PROTOCOL *This, EFI_BLOCK_IO2_TOKEN *Token)
{
    find("FlushBlocksEx", This);
    if (Token != NULL && Token->Event != NULL) {
        Token->TransactionStatus = EFI_SUCCESS;
        events_signal(Token->Event);
    }
    return EFI_SUCCESS;
}

struct disk *disks_get(size_t *count_of_disks)
{
    *count_of_disks = hosted_options.disk_count;
    return disks;
}

static void open_disk(struct disk *disk, const struct disk_option *option)
{
    struct stat info;
    disk->path = option->path;
    disk->fd = open(option->path, O_RDONLY | O_CLOEXEC);
    if (disk->fd < 0 || fstat(disk->fd, &info) != 0 || !S_ISREG(info.st_mode))
        hosted_fail(EXIT_USAGE, "--disk: %s is not a readable file", option->path);
    if (info.st_size < (off_t)option->block_size)
        hosted_fail(EXIT_USAGE, "--disk: %s is smaller than a block", option->path);
    disk->media = (EFI_BLOCK_IO_MEDIA){
        .MediaId = MEDIA_ID,
        .MediaPresent = 1,
        .ReadOnly = 1,
        .BlockSize = option->block_size,
        .IoAlign = option->block_size,
        .LastBlock = (UINT64)info.st_size / option->block_size - 1,
    };
    disk->block_io = (EFI_BLOCK_IO_PROTOCOL){
        .Revision = EFI_BLOCK_IO_PROTOCOL_REVISION3,
        .Media = &disk->media,
        .Reset = reset,
        .ReadBlocks = read_blocks,
        .WriteBlocks = write_blocks,
        .FlushBlocks = flush,
    };
    disk->block_io2 = (EFI_BLOCK_IO2_PROTOCOL){
        .Media = &disk->media,
        .Reset = reset_ex,
        .ReadBlocksEx = read_blocks_ex,
        .WriteBlocksEx = write_blocks_ex,
        .FlushBlocksEx = flush_ex,
    };
}

void disks_open(void)
{
    events_add_source(poll_ends);
    for (size_t i = 0; i < hosted_options.disk_count; i++)
        open_disk(&disks[i], &hosted_options.disks[i]);
    if (hosted_options.disk_count > 0)
        mp_start_thread(THREAD_STACK, read_requests, NULL);
}
