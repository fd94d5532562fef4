/* The state of a walk over PostgreSQL WAL and the tables that it fills. Python owns all of it: native_wal.py has the
 * same fields in the same order, and wal.py the rows. */
#ifndef PAGEWAKE_PG_WAL_H
#define PAGEWAKE_PG_WAL_H

#include "kernels.h"

enum {
    PW_WAL_PAGE_BYTES = 8192,
    PW_WAL_SCRATCH_BYTES = 1024, /* more than a record's header and fragment headers can have: 928 */
    PW_WAL_MAX_REFS = 33,
    PW_WAL_RECENT = 16,
    PW_WAL_WAITING = 96, /* references that wait to be counted; more than PW_WAL_MAX_REFS */
    PW_WAL_PAGE_ROOM = 1100, /* more than the records, or block references, that can end on one page */
    PW_WAL_NEED_ROOM = -1    /* some table has less than that: grow it and call again */
};

/* The codes of WalStop in wal.py. */
enum {
    WAL_MORE,
    WAL_BAD_MAGIC,
    WAL_BAD_PAGE_FLAGS,
    WAL_BAD_PAGE_ADDRESS,
    WAL_BAD_SEGMENT_HEADER,
    WAL_TIMELINE_BACKWARDS,
    WAL_NO_CONTRECORD,
    WAL_UNEXPECTED_CONTRECORD,
    WAL_BAD_CONTRECORD_LENGTH,
    WAL_BAD_RECORD_LENGTH,
    WAL_BAD_RMGR,
    WAL_BAD_PREV_LINK,
    WAL_BAD_CRC,
    WAL_BAD_RECORD,
    WAL_BAD_OVERWRITE
};

typedef struct {
    uint32_t tablespace, database, relation;
} PwWalRelation;

typedef struct { /* an entry of the open table; key: index of the relation + 1, fork, block; 0 where it is free */
    uint64_t key, last;
    uint32_t count, unused;
} PwWalBlock;

typedef struct { /* a reference to a block that is not counted yet: its place in the table is on its way to the cache */
    uint64_t key, slot, ordinal;
} PwWalWaiting;

typedef struct {
    uint64_t lsn, end_lsn, ordinal;
    uint32_t tot_len, xid, main_len;
    uint8_t rmid, info;
} PwWalEvent;

typedef struct {
    uint64_t lsn, end_lsn, prev;
    int64_t xact_time;
    uint64_t first_block;
    uint32_t tot_len, xid, main_len;
    uint16_t n_blocks;
    uint8_t rmid, info;
} PwWalRecord;

typedef struct {
    uint32_t tablespace, database, relation, block;
    uint16_t image_len, data_len;
    uint8_t fork, flags, image_info, id;
} PwWalRef;

enum { PW_WAL_NOTHING_ABANDONED, PW_WAL_KNOWN_ABANDONED, PW_WAL_SOME_ABANDONED };

typedef struct {
    /* what the caller said */
    uint64_t magic, segment_size, system_identifier, start, exact, keep_rows, hash_factor;
    /* where the walk stands */
    uint64_t position, stop, stop_lsn, end_lsn, started, timeline;
    uint64_t head_left, skip_to;             /* of a record that runs in; the end of a segment left by SWITCH */
    uint64_t abandoned, abandoned_lsn;       /* what the next record must say */
    uint64_t has_pending, pending;           /* a record begun, its start */
    uint64_t pending_len, pending_got, pending_crc, pending_checked;
    uint64_t has_last, last_record;
    /* what was collected */
    uint64_t has_first, first_record, first_prev, skipped_head, records_counted, commits, aborts;
    int64_t min_commit_time, max_commit_time, min_time, max_time;
    uint64_t *counts, *record_bytes, *image_bytes; /* [256][16] */
    /* the tables: what they hold, and what they have room for; of open tables one half stays free */
    uint64_t block_count, block_slots; /* a power of two */
    PwWalBlock *blocks;
    uint64_t relation_count, relation_room, relation_slots; /* a power of two, at least twice the room */
    PwWalRelation *relations;
    uint32_t *relation_index; /* index + 1 of a relation, 0 where the slot is free */
    uint64_t event_count, event_room;
    PwWalEvent *events;
    uint64_t row_count, row_room; /* of these two nothing is used unless keep_rows */
    PwWalRecord *rows;
    uint64_t ref_count, ref_room;
    PwWalRef *refs;
    /* a shortcut: cleared (0) whenever the table moves or is emptied */
    uint32_t recent[PW_WAL_RECENT]; /* relations met last, index + 1, by the low bits of their numbers */
    uint64_t waiting_count; /* 0 whenever Python has the state */
    PwWalWaiting waiting[PW_WAL_WAITING];
    uint8_t scratch[PW_WAL_SCRATCH_BYTES]; /* the first bytes of the pending record */
} PwWal;

PW_EXPORT int64_t pw_wal_state_bytes(void);
PW_EXPORT int64_t pw_walk_wal(PwWal *wal, const uint8_t *data, int64_t size, uint64_t lsn);
PW_EXPORT void pw_wal_move_blocks(const PwWal *wal, const PwWalBlock *from, uint64_t from_slots);
PW_EXPORT void pw_wal_index_relations(const PwWal *wal);

/* pg_record.c: a record whose bytes are known to be right */
typedef struct {
    const uint8_t *start; /* its first bytes: all of a short record, at least the scratch's of another */
    uint64_t start_bytes;
    uint64_t lsn, end_lsn;
    uint32_t tot_len;
} PwWalPiece;

int pw_wal_count_record(PwWal *wal, const PwWalPiece *piece);
void pw_wal_count_waiting(PwWal *wal);

#endif
