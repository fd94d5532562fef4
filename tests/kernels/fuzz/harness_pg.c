/* Feeds mutated WAL and pages to the kernels for PostgreSQL. */
#include "harness.h"
#include "pg_wal.h"

enum { PAGE = PW_WAL_PAGE_BYTES, ROOM = PW_WAL_PAGE_ROOM, BLOCK_SLOTS = 4096, RELATION_SLOTS = 8192 };

static uint64_t sums[3][256 * 16];

static uint8_t *exact_copy(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    return copy;
}

/* Tables of the room that one page needs, or little more, so that entries too many are caught. */
static void make_state(PwWal *wal, uint64_t magic) {
    uint64_t room = ROOM + below(3) * below(ROOM);
    memset(wal, 0, sizeof *wal);
    memset(sums, 0, sizeof sums);
    wal->magic = magic;
    wal->hash_factor = next_random() | 1;
    wal->keep_rows = below(2);
    wal->counts = sums[0], wal->record_bytes = sums[1], wal->image_bytes = sums[2];
    wal->block_slots = BLOCK_SLOTS, wal->blocks = calloc(BLOCK_SLOTS, sizeof *wal->blocks);
    wal->relation_room = room, wal->relations = malloc(room * sizeof *wal->relations);
    wal->relation_slots = RELATION_SLOTS, wal->relation_index = calloc(RELATION_SLOTS, sizeof *wal->relation_index);
    wal->event_room = room, wal->events = malloc(room * sizeof *wal->events);
    wal->row_room = wal->keep_rows ? room : 0, wal->rows = malloc(wal->row_room * sizeof *wal->rows + 1);
    wal->ref_room = wal->keep_rows ? room : 0, wal->refs = malloc(wal->ref_room * sizeof *wal->refs + 1);
}

static void check_state(const PwWal *wal) {
    uint64_t refs = 0, blocks = 0;
    for (uint64_t i = 0; i < wal->event_count; i++)
        require(wal->events[i].main_len <= wal->events[i].tot_len - 24, "main data longer than its record");
    for (uint64_t i = 0; wal->keep_rows && i < wal->row_count; i++) {
        require(wal->rows[i].first_block == refs, "references that no record has");
        refs += wal->rows[i].n_blocks;
    }
    require(refs == wal->ref_count, "references that no record has");
    for (uint64_t i = 0; i < wal->block_slots; i++)
        blocks += wal->blocks[i].key != 0;
    require(blocks == wal->block_count, "a wrong number of blocks");
}

/* As Python would copy the tables away; first through a move, which must keep every entry. */
static void empty_tables(PwWal *wal) {
    PwWalBlock *from = wal->blocks;
    wal->blocks = calloc(BLOCK_SLOTS, sizeof *wal->blocks);
    pw_wal_move_blocks(wal, from, BLOCK_SLOTS);
    memset(wal->relation_index, 0, RELATION_SLOTS * sizeof *wal->relation_index);
    pw_wal_index_relations(wal);
    check_state(wal);
    memset(wal->blocks, 0, BLOCK_SLOTS * sizeof *wal->blocks);
    memset(wal->relation_index, 0, RELATION_SLOTS * sizeof *wal->relation_index);
    wal->block_count = wal->relation_count = wal->event_count = wal->row_count = wal->ref_count = 0;
    memset(wal->recent, 0, sizeof wal->recent);
    free(from);
}

static void free_state(PwWal *wal) {
    free(wal->blocks);
    free(wal->relations);
    free(wal->relation_index);
    free(wal->events);
    free(wal->rows);
    free(wal->refs);
}

static uint64_t some_magic(void) {
    static const uint64_t magics[] = {0xD106, 0xD10D, 0xD110, 0xD113, 0xD116, 0xD118};
    return magics[below(6)];
}

/* Headers that do not fit end a walk, so some are made to fit where they stand. */
static void mend_headers(uint8_t *pages, size_t size, const PwWal *wal, uint64_t lsn) {
    int mends = below(4) == 0;
    for (size_t at = 0; mends && at + PAGE <= size; at += PAGE) {
        if (below(12) == 0)
            continue;
        pw_store_u16(pages + at, (uint16_t)wal->magic);
        pw_store_u64(pages + at + 8, lsn + at);
    }
}

void walk_wal(Buffer input) {
    size_t size = input.size - input.size % PAGE;
    PwWal wal;
    if (size == 0)
        return;
    uint8_t *pages = exact_copy(input.data, size);
    uint64_t magic = pw_load_u16(pages), lsn = pw_load_u64(pages + 8) & ~(uint64_t)(PAGE - 1) & INT64_MAX >> 1;
    make_state(&wal, magic >= 0xD106 && magic <= 0xD118 ? magic : some_magic());
    wal.segment_size = below(4) ? 4 * PAGE : (uint64_t)PAGE << (1 + below(8));
    wal.exact = below(3) == 0;
    wal.start = lsn + (below(2) ? 0 : below(PAGE) & ~(size_t)7);
    wal.position = lsn;
    mend_headers(pages, size, &wal, lsn);
    for (size_t at = 0; at < size;) {
        size_t pages_fed = 1 + below(size / PAGE), fed = pages_fed * PAGE < size - at ? pages_fed * PAGE : size - at;
        uint8_t *piece = exact_copy(pages + at, fed);
        int64_t code;
        while ((code = pw_walk_wal(&wal, piece, (int64_t)fed, lsn + at)) == PW_WAL_NEED_ROOM)
            empty_tables(&wal);
        free(piece);
        require(code >= WAL_MORE && code <= WAL_BAD_OVERWRITE, "a reason that does not exist");
        require(wal.position >= lsn, "before the beginning");
        require(wal.position <= lsn + at + fed && wal.stop_lsn == wal.position, "past the end");
        require(code != WAL_MORE || wal.position == lsn + at + fed, "stopped without a reason");
        if (code != WAL_MORE)
            break;
        at += fed;
    }
    check_state(&wal);
    free_state(&wal);
    free(pages);
}

/* Records of any content, as if their checksum were right; of long ones only the start is at hand. */
void count_wal_record(Buffer input) {
    enum { HEADER = 24 };
    PwWal wal;
    make_state(&wal, some_magic());
    for (size_t at = below(64); at + HEADER <= input.size && below(40);) {
        size_t length = HEADER + below(below(4) ? 100 : 3000), at_hand = length;
        length = length < input.size - at ? length : input.size - at;
        at_hand = length < PW_WAL_SCRATCH_BYTES ? length : PW_WAL_SCRATCH_BYTES;
        uint8_t *start = exact_copy(input.data + at, at_hand);
        start[17] = (uint8_t)(below(2) ? below(3) : start[17]);
        if (below(4) == 0 && at_hand == PW_WAL_SCRATCH_BYTES)
            length = (uint32_t)interesting() | PW_WAL_SCRATCH_BYTES;
        wal.abandoned = below(8) ? PW_WAL_NOTHING_ABANDONED : below(3);
        PwWalPiece piece = {start, at_hand, at, at + length, (uint32_t)length};
        int reason = pw_wal_count_record(&wal, &piece);
        require(reason == WAL_MORE || reason == WAL_BAD_RECORD || reason == WAL_BAD_OVERWRITE, "another reason");
        free(start);
        at += at_hand;
        if (wal.block_count > ROOM - PW_WAL_MAX_REFS || wal.ref_count > ROOM - PW_WAL_MAX_REFS ||
            wal.relation_count > ROOM - PW_WAL_MAX_REFS || wal.event_count == ROOM || wal.row_count == ROOM)
            empty_tables(&wal);
    }
    check_state(&wal);
    free_state(&wal);
}

void check_pg_pages(Buffer input) {
    size_t count = input.size / PAGE;
    uint8_t *pages = exact_copy(input.data, count * PAGE), *faults = malloc(count + 1);
    int64_t *blocks = malloc(sizeof *blocks * (count + 1)), *bad = malloc(sizeof *bad * (count + 1));
    for (size_t i = 0; i < count; i++)
        blocks[i] = (uint32_t)interesting();
    int64_t found = pw_check_pg_pages(pages, blocks, (int64_t)count, (int)below(2), below(2) ? 0 : interesting(),
                                      below(2) ? 0 : interesting(), bad, faults);
    require(found >= 0 && found <= (int64_t)count, "more bad pages than pages");
    for (size_t i = 0; i < count; i++)
        require(pw_pg_checksum(pages + i * PAGE, (uint32_t)blocks[i]) != 0, "a checksum is never 0");
    size_t from = below(input.size + 1);
    uint32_t start = pw_crc32c(input.data, from, 0);
    require(pw_crc32c(input.data + from, input.size - from, start) == pw_crc32c(input.data, input.size, 0),
            "a sum in two parts is another sum");
    free(pages);
    free(faults);
    free(blocks);
    free(bad);
}
