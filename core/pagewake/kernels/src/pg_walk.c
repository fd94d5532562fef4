/* Walks PostgreSQL WAL page by page: finds the records, and verifies that each is what was written. */
#include "pg_wal.h"

enum { PAGE = PW_WAL_PAGE_BYTES, SHORT_HEADER = 24, LONG_HEADER = 40 };
enum { CONTRECORD = 1, LONG = 2, OVERWRITE = 8, KNOWN_FLAGS = 15 };
enum { LAST_BUILT_IN = 21, FIRST_CUSTOM = 128, SWITCH = 0x40 };
enum { MAGIC_15 = 0xD110, MAGIC_16 = 0xD113 };
static const uint32_t MAX_RECORD_16 = 1020u << 20;

_Static_assert(sizeof(PwWalBlock) == 24 && sizeof(PwWalEvent) == 40, "the rows are those of wal.py");
_Static_assert(sizeof(PwWalRecord) == 56 && sizeof(PwWalRef) == 24, "the rows are those of wal.py");

int64_t pw_wal_state_bytes(void) { return sizeof(PwWal); }

static inline uint32_t aligned(uint32_t at) { return (at + 7) & ~7u; }

static int stop_at(PwWal *wal, int reason, uint64_t lsn) {
    wal->stop = (uint64_t)reason;
    wal->position = lsn;
    return reason;
}

static int stop_pending(PwWal *wal, int reason) {
    wal->has_pending = 0;
    return stop_at(wal, reason, wal->pending);
}

typedef struct {
    uint16_t flags;
    uint32_t rem_len, size;
} PageHeader;

/* In the server's order of checks. */
static int read_page_header(PwWal *wal, const uint8_t *page, uint64_t address, PageHeader *header) {
    uint64_t timeline = pw_load_u32(page + 4);
    int first_in_segment = (address & (wal->segment_size - 1)) == 0;
    uint16_t flags = pw_load_u16(page + 2);
    if (pw_load_u16(page) != wal->magic)
        return WAL_BAD_MAGIC;
    if ((flags & ~KNOWN_FLAGS) || ((flags & CONTRECORD) && (flags & OVERWRITE)) || ((flags & LONG) && !first_in_segment))
        return WAL_BAD_PAGE_FLAGS;
    if (first_in_segment) {
        uint64_t system = wal->system_identifier;
        if (!(flags & LONG) || (system && system != pw_load_u64(page + 24)) ||
            pw_load_u32(page + 32) != wal->segment_size || pw_load_u32(page + 36) != PAGE)
            return WAL_BAD_SEGMENT_HEADER;
    }
    if (pw_load_u64(page + 8) != address)
        return WAL_BAD_PAGE_ADDRESS;
    if (timeline < wal->timeline)
        return WAL_TIMELINE_BACKWARDS;
    wal->timeline = timeline;
    header->flags = flags;
    header->rem_len = pw_load_u32(page + 16);
    header->size = first_in_segment ? LONG_HEADER : SHORT_HEADER;
    return WAL_MORE;
}

/* Where on the first page to begin. */
static int begin_walk(PwWal *wal, uint64_t address, const PageHeader *header, uint32_t *at) {
    uint64_t offset = wal->start - address;
    wal->started = 1;
    if (wal->exact && offset > header->size && offset < PAGE) {
        *at = (uint32_t)offset;
        return WAL_MORE;
    }
    if (header->flags & CONTRECORD) {
        if (wal->exact)
            return WAL_UNEXPECTED_CONTRECORD;
        if (header->rem_len == 0)
            return WAL_BAD_CONTRECORD_LENGTH;
        wal->head_left = header->rem_len;
        wal->skipped_head = 1;
    }
    if (header->flags & OVERWRITE)
        wal->abandoned = PW_WAL_SOME_ABANDONED;
    wal->end_lsn = address + header->size;
    return WAL_MORE;
}

/* Whether a later page fits what the page before it left. */
static int join_page(PwWal *wal, const PageHeader *header) {
    uint64_t missing = wal->has_pending ? wal->pending_len - wal->pending_got : wal->head_left;
    if (header->flags & OVERWRITE) {
        if (missing == 0)
            return WAL_BAD_OVERWRITE;
        wal->abandoned = wal->has_pending ? PW_WAL_KNOWN_ABANDONED : PW_WAL_SOME_ABANDONED;
        wal->abandoned_lsn = wal->pending;
        wal->has_pending = wal->head_left = 0;
        return WAL_MORE;
    }
    if (missing && !(header->flags & CONTRECORD))
        return WAL_NO_CONTRECORD;
    if (missing && header->rem_len != missing)
        return WAL_BAD_CONTRECORD_LENGTH;
    return !missing && (header->flags & CONTRECORD) ? WAL_UNEXPECTED_CONTRECORD : WAL_MORE;
}

static inline int check_record_header(const PwWal *wal, const uint8_t *record, uint64_t lsn) {
    uint8_t rmid = record[17];
    uint64_t prev = pw_load_u64(record + 8);
    if (rmid > LAST_BUILT_IN && (rmid < FIRST_CUSTOM || wal->magic < MAGIC_15))
        return WAL_BAD_RMGR;
    return (wal->has_last ? prev == wal->last_record : prev < lsn) ? WAL_MORE : WAL_BAD_PREV_LINK;
}

/* Counts a whole record, whose checksum is `crc` and that ends at `end` of the page. Moves `at` to where the next one
 * begins. */
static inline int end_record(PwWal *wal, PwWalPiece *piece, uint32_t crc, uint64_t address, uint32_t end, uint32_t *at) {
    const uint8_t *start = piece->start;
    if (crc != pw_load_u32(start + PW_WAL_CRC_AT))
        return WAL_BAD_CRC;
    *at = aligned(end);
    piece->end_lsn = address + *at;
    int switches = start[17] == 0 && (start[16] & 0xF0) == SWITCH;
    if (switches) { /* nothing else is in the segment, and its other pages have no headers */
        piece->end_lsn = (piece->end_lsn + wal->segment_size - 1) & ~(wal->segment_size - 1);
        *at = PAGE;
    }
    int reason = pw_wal_count_record(wal, piece);
    if (switches && reason == WAL_MORE)
        wal->skip_to = piece->end_lsn;
    return reason;
}

/* Takes what the page has of the pending record, from `at` on. */
static int continue_record(PwWal *wal, const uint8_t *page, uint64_t address, uint32_t *at) {
    uint64_t missing = wal->pending_len - wal->pending_got, got = wal->pending_got;
    uint32_t from = *at, taken = missing < PAGE - from ? (uint32_t)missing : PAGE - from;
    if (got < PW_WAL_SCRATCH_BYTES) {
        uint64_t room = PW_WAL_SCRATCH_BYTES - got;
        memcpy(wal->scratch + got, page + from, taken < room ? taken : (size_t)room);
    }
    uint32_t header_part = got >= PW_WAL_HEADER_BYTES ? 0 : (uint32_t)(PW_WAL_HEADER_BYTES - got);
    header_part = header_part < taken ? header_part : taken;
    wal->pending_crc = pw_crc32c_update((uint32_t)wal->pending_crc, page + from + header_part, taken - header_part);
    wal->pending_got += taken;
    if (!wal->pending_checked && wal->pending_got >= PW_WAL_HEADER_BYTES) {
        int reason = check_record_header(wal, wal->scratch, wal->pending);
        if (reason != WAL_MORE)
            return stop_pending(wal, reason);
        wal->pending_checked = 1;
    }
    *at = PAGE;
    if (wal->pending_got < wal->pending_len)
        return WAL_MORE;
    uint64_t at_hand = wal->pending_len < PW_WAL_SCRATCH_BYTES ? wal->pending_len : PW_WAL_SCRATCH_BYTES;
    PwWalPiece piece = {wal->scratch, at_hand, wal->pending, 0, (uint32_t)wal->pending_len};
    uint32_t crc = ~pw_crc32c_update((uint32_t)wal->pending_crc, wal->scratch, PW_WAL_CRC_AT);
    int reason = end_record(wal, &piece, crc, address, from + taken, at);
    if (reason != WAL_MORE)
        return stop_pending(wal, reason);
    wal->has_pending = 0;
    return WAL_MORE;
}

static int walk_records(PwWal *wal, const uint8_t *page, uint64_t address, uint32_t at) {
    uint32_t longest = wal->magic >= MAGIC_16 ? MAX_RECORD_16 : UINT32_MAX;
    while (at < PAGE) { /* and a multiple of 8, so that the length is on the page */
        const uint8_t *record = page + at;
        uint32_t tot_len = pw_load_u32(record), left = PAGE - at;
        uint64_t lsn = address + at;
        if (tot_len < PW_WAL_HEADER_BYTES || tot_len > longest)
            return stop_at(wal, WAL_BAD_RECORD_LENGTH, lsn);
        if (tot_len > left) {
            wal->has_pending = 1;
            wal->pending = lsn;
            wal->pending_len = tot_len;
            wal->pending_got = wal->pending_checked = 0;
            wal->pending_crc = UINT32_MAX;
            return continue_record(wal, page, address, &at);
        }
        int reason = check_record_header(wal, record, lsn);
        if (reason == WAL_MORE) {
            PwWalPiece piece = {record, tot_len, lsn, 0, tot_len};
            reason = end_record(wal, &piece, pw_wal_record_crc(record, tot_len), address, at + tot_len, &at);
        }
        if (reason != WAL_MORE)
            return stop_at(wal, reason, lsn);
    }
    return WAL_MORE;
}

static int walk_page(PwWal *wal, const uint8_t *page, uint64_t address) {
    PageHeader header;
    int reason = read_page_header(wal, page, address, &header);
    if (reason != WAL_MORE)
        return stop_at(wal, reason, address);
    uint32_t at = header.size;
    reason = wal->started ? join_page(wal, &header) : begin_walk(wal, address, &header, &at);
    if (reason != WAL_MORE)
        return stop_at(wal, reason, address);
    if (wal->head_left) {
        uint32_t skipped = wal->head_left < PAGE - at ? (uint32_t)wal->head_left : PAGE - at;
        wal->head_left -= skipped;
        at = aligned(at + skipped);
        wal->end_lsn = address + at;
    }
    if (wal->has_pending) {
        reason = continue_record(wal, page, address, &at);
        if (reason != WAL_MORE)
            return reason;
    }
    return walk_records(wal, page, address, at);
}

static int has_room(const PwWal *wal) {
    if (wal->block_count + wal->waiting_count + PW_WAL_PAGE_ROOM > wal->block_slots / 2 ||
        wal->relation_count + PW_WAL_PAGE_ROOM > wal->relation_room ||
        wal->event_count + PW_WAL_PAGE_ROOM > wal->event_room)
        return 0;
    return !wal->keep_rows || (wal->row_count + PW_WAL_PAGE_ROOM <= wal->row_room &&
                               wal->ref_count + PW_WAL_PAGE_ROOM <= wal->ref_room);
}

/* Goes on at `wal->position`, which lies in `data` or at its end. Returns WAL_MORE when all was used up, a reason to
 * stop, or PW_WAL_NEED_ROOM; `wal` then says how far it came. */
int64_t pw_walk_wal(PwWal *wal, const uint8_t *data, int64_t size, uint64_t lsn) {
    uint64_t end = lsn + (uint64_t)size;
    while (wal->stop == WAL_MORE && wal->position >= lsn && wal->position < end && end - wal->position >= PAGE) {
        uint64_t address = wal->position;
        if (address < wal->skip_to) {
            wal->position = wal->skip_to < end ? wal->skip_to : end;
            continue;
        }
        if (!has_room(wal)) {
            pw_wal_count_waiting(wal);
            wal->stop_lsn = wal->position;
            return PW_WAL_NEED_ROOM;
        }
        if (walk_page(wal, data + (address - lsn), address) == WAL_MORE)
            wal->position = address + PAGE;
    }
    pw_wal_count_waiting(wal);
    wal->stop_lsn = wal->position;
    return (int64_t)wal->stop;
}
