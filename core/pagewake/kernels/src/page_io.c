/* Pages between memory and a file, as many neighbours in one call as there are. POSIX only. */
#define _FILE_OFFSET_BITS 64
#include "kernels.h"

#if !defined(_WIN32)

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Some systems refuse calls of 2 GiB and more. */
static const int64_t LARGEST_CALL = 1 << 30;

static int64_t write_all(int fd, const uint8_t *data, int64_t size, int64_t offset) {
    for (int64_t done = 0; done < size;) {
        int64_t part = size - done < LARGEST_CALL ? size - done : LARGEST_CALL;
        ssize_t wrote = pwrite(fd, data + done, (size_t)part, (off_t)(offset + done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return wrote < 0 ? -(int64_t)errno : -(int64_t)EIO;
        done += wrote;
    }
    return size;
}

/* `size` bytes are the pages of `count` ascending blocks, the last one perhaps partial. A negative `file_size`
 * stands for no limit. */
int64_t pw_write_pages(int fd, const uint8_t *data, int64_t size, const int64_t *blocks, int64_t count,
                       int64_t page_size, int64_t file_size) {
    int64_t written = 0;
    for (int64_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && blocks[next] == blocks[next - 1] + 1;)
            next++;
        int64_t from = first * page_size, to = next * page_size < size ? next * page_size : size;
        int64_t offset = blocks[first] * page_size, bytes = to - from;
        if (file_size >= 0 && bytes > file_size - offset)
            bytes = file_size - offset;
        if (bytes <= 0)
            break;
        int64_t done = write_all(fd, data + from, bytes, offset);
        if (done < 0)
            return done;
        written += done;
    }
    return written;
}

/* `runs` are pairs of first block and count; stops where the file ends or the room does. */
int64_t pw_read_pages(int fd, const int64_t *runs, int64_t count, int64_t page_size, uint8_t *into, int64_t room) {
    int64_t done = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t offset = runs[2 * i] * page_size, left = runs[2 * i + 1] * page_size;
        if (left > room - done)
            return -(int64_t)EINVAL;
        while (left > 0) {
            ssize_t got = pread(fd, into + done, (size_t)(left < LARGEST_CALL ? left : LARGEST_CALL), (off_t)offset);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return -(int64_t)errno;
            if (got == 0)
                return done;
            done += got;
            offset += got;
            left -= got;
        }
    }
    return done;
}

/* The bytes read, up to the end of the file or of the room, or the negative errno. */
static int64_t read_file(int directory, const char *path, uint8_t *into, int64_t room) {
    int fd;
    do
        fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return -(int64_t)errno;
    int64_t run[2] = {0, room};
    int64_t done = pw_read_pages(fd, run, 1, 1, into, room);
    close(fd);
    return done;
}

/* `paths` are below the directory, each ended by a zero byte. What lies behind a file up to the end of its place of
 * `sizes[i]` bytes becomes zeros. Returns 0, or -EINVAL where there is no room. */
int64_t pw_read_files(int directory, const char *paths, const int64_t *sizes, int64_t count, uint8_t *into,
                      int64_t room, int64_t *got) {
    for (int64_t i = 0; i < count; i++) {
        if (sizes[i] < 0 || sizes[i] > room)
            return -(int64_t)EINVAL;
        got[i] = read_file(directory, paths, into, sizes[i]);
        int64_t whole = got[i] > 0 ? got[i] : 0;
        memset(into + whole, 0, (size_t)(sizes[i] - whole));
        into += sizes[i];
        room -= sizes[i];
        paths += strlen(paths) + 1;
    }
    return 0;
}

#endif
