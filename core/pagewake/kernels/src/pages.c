/* Pages in memory: checking, finding zeros, gathering, replaying writes, sealing. The page format is
 * NeuroQuantumDB's, except where a page size alone is enough. */
#include "kernels.h"

enum { MAGIC = 0, TYPE = 4, ID = 8, LSN = 16, CHECKSUM = 24, FREE_SPACE = 28, NEXT = 32, PREVIOUS = 40 };
enum { LAST_TYPE = 5, DATA_PAGE = 1 };
static const uint32_t PAGE_MAGIC = 0xDEADBEEFu;
static const uint64_t NO_PAGE = UINT64_MAX;

/* The codes of PageFault and ApplyStop in columns.py. */
enum { GOOD, BAD_MAGIC, BAD_TYPE, BAD_CHECKSUM, WRONG_ID };
enum { DONE, MISMATCH, PAGE_OUT_OF_RANGE, OUT_OF_PAGE, OUT_OF_LOG };

static int is_zero(const uint8_t *data, int64_t size) {
    for (; size >= 64; data += 64, size -= 64) {
        uint64_t any = 0;
        for (int i = 0; i < 64; i += 8)
            any |= pw_load_u64(data + i);
        if (any)
            return 0;
    }
    for (; size > 0; data++, size--)
        if (*data)
            return 0;
    return 1;
}

static int page_fault(const uint8_t *page, int64_t page_size, uint64_t block) {
    uint32_t magic = pw_load_u32(page + MAGIC);
    if (magic == 0 && is_zero(page, page_size))
        return GOOD; /* never written */
    if (magic != PAGE_MAGIC)
        return BAD_MAGIC;
    if (page[TYPE] > LAST_TYPE)
        return BAD_TYPE;
    uint32_t stored = pw_load_u32(page + CHECKSUM); /* 0 in a database that keeps no checksums */
    if (stored && stored != pw_crc32(page + PW_HEADER_BYTES, (size_t)(page_size - PW_HEADER_BYTES), 0))
        return BAD_CHECKSUM;
    return pw_load_u64(page + ID) == block ? GOOD : WRONG_ID;
}

/* `bad` and `faults` have room for `count` entries; returns how many were needed. */
int64_t pw_check_pages(const uint8_t *pages, int64_t count, int64_t page_size, uint64_t first_block, int64_t *bad,
                       uint8_t *faults) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int fault = page_fault(pages + i * page_size, page_size, first_block + (uint64_t)i);
        if (fault != GOOD) {
            bad[found] = i;
            faults[found++] = (uint8_t)fault;
        }
    }
    return found;
}

void pw_zero_pages(const uint8_t *data, int64_t size, int64_t page_size, uint8_t *zero) {
    for (int64_t at = 0; at < size; at += page_size)
        *zero++ = (uint8_t)is_zero(data + at, size - at < page_size ? size - at : page_size);
}

/* Returns the bytes copied, or -1 where a page is not in the source or has no room. */
int64_t pw_gather_pages(const uint8_t *source, int64_t size, const int64_t *indexes, int64_t count,
                        int64_t page_size, uint8_t *into, int64_t room) {
    int64_t done = 0, whole = size / page_size;
    for (int64_t i = 0; i < count; i++) {
        int64_t index = indexes[i], bytes = page_size;
        if (i == count - 1 && index == whole)
            bytes = size - whole * page_size; /* the partial page at the end */
        else if (index < 0 || index >= whole)
            return -1;
        if (bytes > room - done)
            return -1;
        memcpy(into + done, source + index * page_size, (size_t)bytes);
        done += bytes;
    }
    return done;
}

static int inside(int64_t at, uint32_t length, int64_t size) {
    return at >= 0 && at <= size && (int64_t)length <= size - at;
}

/* A page that was never written gets the header of a fresh data page, with the number of its place. */
static void make_header(uint8_t *page, uint64_t number) {
    pw_store_u32(page + MAGIC, PAGE_MAGIC);
    page[TYPE] = DATA_PAGE;
    pw_store_u64(page + ID, number);
    pw_store_u64(page + NEXT, NO_PAGE);
    pw_store_u64(page + PREVIOUS, NO_PAGE);
}

/* Why row `i` cannot be applied, or DONE and the place to write to. */
static int locate_write(uint8_t *pages, int64_t page_count, const uint8_t *log, int64_t log_size,
                        const PwWrites *writes, int64_t i, int compare, uint8_t **target) {
    uint64_t number = writes->page[i], offset = writes->offset[i];
    uint32_t expected_len = writes->expected_len[i];
    if (number >= (uint64_t)page_count)
        return PAGE_OUT_OF_RANGE;
    if (offset > PW_DATA_BYTES || writes->length[i] > PW_DATA_BYTES - offset)
        return OUT_OF_PAGE;
    if (!inside(writes->source_at[i], writes->length[i], log_size))
        return OUT_OF_LOG;
    *target = pages + number * PW_PAGE_BYTES + PW_HEADER_BYTES + offset;
    if (!compare || writes->expected_at[i] < 0)
        return DONE;
    if (expected_len > PW_DATA_BYTES - offset)
        return OUT_OF_PAGE;
    if (!inside(writes->expected_at[i], expected_len, log_size))
        return OUT_OF_LOG;
    return memcmp(*target, log + writes->expected_at[i], expected_len) == 0 ? DONE : MISMATCH;
}

/* Applies rows from `start` up to `end`; returns the row at which it stopped, not applied, and why in `stop`. */
int64_t pw_apply_log(uint8_t *pages, int64_t page_count, const uint8_t *log, int64_t log_size,
                     const PwWrites *writes, int64_t start, int64_t end, int compare_first, int stamp_lsn,
                     int64_t *stop) {
    *stop = DONE;
    for (int64_t i = start; i < end; i++) {
        uint8_t *target;
        *stop = locate_write(pages, page_count, log, log_size, writes, i, compare_first || i > start, &target);
        if (*stop != DONE)
            return i;
        uint8_t *page = pages + writes->page[i] * PW_PAGE_BYTES;
        if (is_zero(page, PW_HEADER_BYTES))
            make_header(page, writes->page[i]);
        memcpy(target, log + writes->source_at[i], writes->length[i]);
        /* As the database does it: not what is free, but what lies behind the last write. */
        uint64_t behind = PW_DATA_BYTES - (writes->offset[i] + writes->length[i]);
        pw_store_u16(page + FREE_SPACE, (uint16_t)behind);
        if (stamp_lsn)
            pw_store_u64(page + LSN, writes->lsn[i]);
    }
    return end;
}

/* Returns 0, or -1 where a page is not in the file; the pages before it are sealed then. */
int pw_seal_pages(uint8_t *pages, int64_t page_count, const int64_t *blocks, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        if (blocks[i] < 0 || blocks[i] >= page_count)
            return -1;
        uint8_t *page = pages + blocks[i] * PW_PAGE_BYTES;
        pw_store_u32(page + CHECKSUM, pw_crc32(page + PW_HEADER_BYTES, PW_DATA_BYTES, 0));
    }
    return 0;
}
