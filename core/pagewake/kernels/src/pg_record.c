/* Takes one PostgreSQL WAL record apart and counts it: its block references, its time, and whether Python must look
 * at it. The record's checksum is known to be right; what it says is checked all the same. */
#include "pg_wal.h"

enum { XLOG = 0, XACT = 1, STORAGE = 2, DATABASE = 4, TABLESPACE = 5, FIRST_CUSTOM = 128 };
enum { SPECIAL_REL_UPDATE = 0x01, OVERWRITE_CONTRECORD = 0xD0, XACT_OPCODE = 0x70, HAS_XINFO = 0x80, DROPS_FILES = 4 };
enum { COMMIT = 0x00, ABORT = 0x20, COMMIT_PREPARED = 0x30, ABORT_PREPARED = 0x40 };
enum { NOOP = 0x20, NEXT_OID = 0x30, FPI_FOR_HINT = 0xA0, FPI = 0xB0 };
enum { TOP_LEVEL_XID = 252, ORIGIN = 253, MAIN_LONG = 254, MAIN_SHORT = 255 };
enum { HAS_IMAGE = 0x10, HAS_DATA = 0x20, SAME_RELATION = 0x80, FORKS = 4, HAS_HOLE = 0x01 };
enum { IMAGE_BYTES = PW_WAL_PAGE_BYTES };
enum { MAGIC_14 = 0xD10D, MAGIC_15 = 0xD110 };

/* The fragment headers of a record. `end` bounds what may be read, `left` is what the record still has, `announced`
 * what the headers so far say of the payloads. */
typedef struct {
    const uint8_t *at, *end;
    uint64_t left, announced;
} Headers;

typedef struct {
    PwWalRef refs[PW_WAL_MAX_REFS];
    uint32_t ref_count, main_len, image_bytes;
    const uint8_t *main; /* NULL where payloads of blocks stand before it: it may not be at hand then */
} Fragments;

/* The only place that moves through a record: `count` bytes that are there, or NULL. */
static inline const uint8_t *take(Headers *headers, uint64_t count) {
    if (count > headers->left || count > (uint64_t)(headers->end - headers->at))
        return NULL;
    const uint8_t *at = headers->at;
    headers->at += count;
    headers->left -= count;
    return at;
}

/* Whether length, hole and flags of a page image fit each other. */
static int take_image(Headers *headers, uint64_t magic, PwWalRef *ref) {
    const uint8_t *at = take(headers, 5);
    if (!at)
        return 0;
    uint16_t length = pw_load_u16(at), hole_offset = pw_load_u16(at + 2);
    uint8_t info = at[4], compression = magic < MAGIC_15 ? 0x02 : 0x1C, known = magic < MAGIC_15 ? 0x07 : 0x1F;
    uint32_t hole_length = 0;
    if (info & ~known)
        return 0;
    if (info & compression) {
        if (length >= IMAGE_BYTES)
            return 0;
        if (info & HAS_HOLE) {
            if (!(at = take(headers, 2)))
                return 0;
            hole_length = pw_load_u16(at);
        }
    } else {
        if (length > IMAGE_BYTES)
            return 0;
        hole_length = IMAGE_BYTES - (uint32_t)length;
    }
    ref->image_len = length;
    ref->image_info = info;
    headers->announced += length;
    return info & HAS_HOLE ? hole_offset > 0 && hole_length > 0 : hole_offset == 0 && hole_length == 0;
}

static inline int take_ref(Headers *headers, uint64_t magic, uint8_t id, Fragments *found) {
    PwWalRef *ref = &found->refs[found->ref_count];
    const PwWalRef *before = found->ref_count ? ref - 1 : NULL;
    const uint8_t *at = take(headers, 3);
    if (!at || (before && id <= before->id))
        return 0;
    ref->id = id;
    ref->flags = at[0];
    ref->fork = at[0] & 0x0F;
    ref->data_len = pw_load_u16(at + 1);
    ref->image_len = ref->image_info = 0;
    if (ref->fork >= FORKS || ((ref->flags & HAS_DATA) != 0) != (ref->data_len > 0))
        return 0;
    headers->announced += ref->data_len;
    if ((ref->flags & HAS_IMAGE) && !take_image(headers, magic, ref))
        return 0;
    if (ref->flags & SAME_RELATION) {
        if (!before)
            return 0;
        ref->tablespace = before->tablespace;
        ref->database = before->database;
        ref->relation = before->relation;
    } else {
        if (!(at = take(headers, 12)))
            return 0;
        ref->tablespace = pw_load_u32(at);
        ref->database = pw_load_u32(at + 4);
        ref->relation = pw_load_u32(at + 8);
    }
    if (!(at = take(headers, 4)))
        return 0;
    ref->block = pw_load_u32(at);
    found->image_bytes += ref->image_len;
    found->ref_count++; /* ids ascend and stay below PW_WAL_MAX_REFS, so there is always room */
    return 1;
}

static inline int take_fragments(const PwWalPiece *piece, uint64_t magic, Fragments *found) {
    Headers headers = {piece->start + PW_WAL_HEADER_BYTES, piece->start + piece->start_bytes,
                       piece->tot_len - PW_WAL_HEADER_BYTES, 0};
    int has_origin = 0, has_top_level = 0;
    found->ref_count = found->main_len = found->image_bytes = 0;
    while (headers.left > headers.announced) {
        const uint8_t *at = take(&headers, 1);
        if (!at)
            return 0;
        uint8_t id = *at;
        if (id < PW_WAL_MAX_REFS) {
            if (!take_ref(&headers, magic, id, found))
                return 0;
        } else if (id == MAIN_SHORT || id == MAIN_LONG) {
            if (!(at = take(&headers, id == MAIN_SHORT ? 1 : 4)))
                return 0;
            found->main_len = id == MAIN_SHORT ? *at : pw_load_u32(at);
            headers.announced += found->main_len;
            break; /* by convention the last one */
        } else if (id == ORIGIN && !has_origin) {
            has_origin = 1;
            if (!take(&headers, 2))
                return 0;
        } else if (id == TOP_LEVEL_XID && !has_top_level && magic >= MAGIC_14) {
            has_top_level = 1;
            if (!take(&headers, 4))
                return 0;
        } else {
            return 0;
        }
    }
    found->main = found->ref_count ? NULL : headers.at;
    return headers.left == headers.announced;
}

/* At most half of the slots are in use, so a free one ends every search. The factor is drawn for each walk, so that no
 * one can write WAL whose blocks all fall into one place. */
static inline uint64_t slot_of(uint64_t key, uint64_t factor, uint64_t slots) {
    key *= 0x9E3779B97F4A7C15u;
    key = (key ^ (key >> 32)) * factor;
    return (key ^ (key >> 32)) & (slots - 1);
}

static inline uint64_t relation_slot(const PwWal *wal, const PwWalRelation *relation) {
    uint64_t key = relation->relation | (uint64_t)relation->database << 32;
    key ^= (uint64_t)relation->tablespace * wal->hash_factor;
    return slot_of(key, wal->hash_factor, wal->relation_slots);
}

static inline int same_relation(const PwWalRelation *one, const PwWalRelation *other) {
    return one->relation == other->relation && one->database == other->database &&
           one->tablespace == other->tablespace;
}

/* The index of the relation, plus one; the caller made sure that there is room for another. */
static inline uint64_t index_of(PwWal *wal, PwWalRelation relation) {
    uint32_t *recent = &wal->recent[relation.relation % PW_WAL_RECENT];
    uint64_t found = *recent;
    if (found && same_relation(&relation, &wal->relations[found - 1]))
        return found;
    uint64_t slot = relation_slot(wal, &relation);
    while ((found = wal->relation_index[slot]) && !same_relation(&relation, &wal->relations[found - 1]))
        slot = (slot + 1) & (wal->relation_slots - 1);
    if (!found) {
        wal->relations[wal->relation_count] = relation;
        found = ++wal->relation_count;
        wal->relation_index[slot] = (uint32_t)found;
    }
    *recent = (uint32_t)found;
    return found;
}

/* Notes a reference of the record that comes next. The table of blocks is larger than the caches near the processor, so
 * counting waits until its entry is there; the caller made sure that there is room for one more. */
static inline void note_ref(PwWal *wal, PwWalRelation relation, uint8_t fork, uint32_t block) {
    uint64_t key = index_of(wal, relation) << 36 | (uint64_t)fork << 32 | block;
    uint64_t slot = slot_of(key, wal->hash_factor, wal->block_slots);
    __builtin_prefetch(&wal->blocks[slot], 1);
    wal->waiting[wal->waiting_count++] = (PwWalWaiting){key, slot, wal->records_counted};
}

/* Counts what waits. */
void pw_wal_count_waiting(PwWal *wal) {
    PwWalBlock *blocks = wal->blocks;
    uint64_t mask = wal->block_slots - 1, added = 0;
    for (uint64_t i = 0; i < wal->waiting_count; i++) {
        const PwWalWaiting *one = &wal->waiting[i];
        PwWalBlock *block = &blocks[one->slot];
        for (uint64_t slot = one->slot; block->key != one->key && block->key != 0; block = &blocks[slot])
            slot = (slot + 1) & mask;
        added += block->key == 0;
        block->key = one->key;
        block->last = one->ordinal;
        block->count += block->count != UINT32_MAX;
    }
    wal->block_count += added;
    wal->waiting_count = 0;
}

static inline void make_waiting_room(PwWal *wal, uint32_t refs) {
    if (wal->waiting_count + refs > PW_WAL_WAITING)
        pw_wal_count_waiting(wal);
}

/* The index of relations for those that are there; all its slots are zero before. */
void pw_wal_index_relations(const PwWal *wal) {
    for (uint64_t i = 0; i < wal->relation_count; i++) {
        uint64_t slot = relation_slot(wal, &wal->relations[i]);
        while (wal->relation_index[slot])
            slot = (slot + 1) & (wal->relation_slots - 1);
        wal->relation_index[slot] = (uint32_t)(i + 1);
    }
}

/* Fills the state's table, all zero before, with the entries of a smaller one. */
void pw_wal_move_blocks(const PwWal *wal, const PwWalBlock *from, uint64_t from_slots) {
    for (uint64_t i = 0; i < from_slots; i++) {
        if (from[i].key == 0)
            continue;
        uint64_t slot = slot_of(from[i].key, wal->hash_factor, wal->block_slots);
        while (wal->blocks[slot].key)
            slot = (slot + 1) & (wal->block_slots - 1);
        wal->blocks[slot] = from[i];
    }
}

static inline int is_transaction_end(uint8_t rmid, uint8_t info) {
    uint8_t opcode = info & XACT_OPCODE;
    return rmid == XACT &&
           (opcode == COMMIT || opcode == ABORT || opcode == COMMIT_PREPARED || opcode == ABORT_PREPARED);
}

/* Whether the transaction's end has its time, and the word that says what else it has. */
static int take_transaction_end(const PwWalPiece *piece, const Fragments *found, uint8_t info, int64_t *time,
                                int *drops_files) {
    uint32_t needed = info & HAS_XINFO ? 12 : 8;
    if (!found->main || found->main_len < needed || (uint64_t)(piece->start + piece->start_bytes - found->main) < needed)
        return 0;
    *time = (int64_t)pw_load_u64(found->main);
    *drops_files = (info & HAS_XINFO) && (pw_load_u32(found->main + 8) & DROPS_FILES);
    return 1;
}

static void count_time(PwWal *wal, uint8_t info, int64_t time) {
    uint8_t opcode = info & XACT_OPCODE;
    wal->min_time = time < wal->min_time ? time : wal->min_time;
    wal->max_time = time > wal->max_time ? time : wal->max_time;
    if (opcode == ABORT || opcode == ABORT_PREPARED) {
        wal->aborts++;
        return;
    }
    wal->commits++;
    wal->min_commit_time = time < wal->min_commit_time ? time : wal->min_commit_time;
    wal->max_commit_time = time > wal->max_commit_time ? time : wal->max_commit_time;
}

/* Whether the record stands where one was abandoned, and names that one, if and only if it is made for that. */
static int overwrite_fits(const PwWal *wal, const PwWalPiece *piece, const Fragments *found, int is_overwrite) {
    if (is_overwrite != (wal->abandoned != PW_WAL_NOTHING_ABANDONED))
        return 0;
    if (!is_overwrite)
        return 1;
    if (!found->main || found->main_len < 8 || piece->start + piece->start_bytes - found->main < 8)
        return 0;
    return wal->abandoned == PW_WAL_SOME_ABANDONED || pw_load_u64(found->main) == wal->abandoned_lsn;
}

static inline int is_event(uint8_t rmid, uint8_t info, const Fragments *found, int drops_files) {
    uint8_t opcode = info & 0xF0;
    if (rmid == XLOG && opcode != NOOP && opcode != NEXT_OID && opcode != FPI_FOR_HINT && opcode != FPI)
        return 1;
    if (rmid == STORAGE || rmid == DATABASE || rmid == TABLESPACE || drops_files)
        return 1;
    return ((info & SPECIAL_REL_UPDATE) && !is_transaction_end(rmid, info)) ||
           (rmid >= FIRST_CUSTOM && found->ref_count == 0);
}

/* What every record counts for. The caller has noted its references. */
static inline void count_sums(PwWal *wal, const PwWalPiece *piece, uint64_t prev, uint32_t image_bytes) {
    uint32_t cell = (uint32_t)piece->start[17] << 4 | piece->start[16] >> 4;
    if (!wal->has_first) {
        wal->has_first = 1;
        wal->first_record = piece->lsn;
        wal->first_prev = prev;
    }
    wal->counts[cell]++;
    wal->record_bytes[cell] += piece->tot_len;
    wal->image_bytes[cell] += image_bytes;
    wal->records_counted++;
    wal->has_last = 1;
    wal->last_record = piece->lsn;
    wal->end_lsn = piece->end_lsn;
}

/* What most records of a busy log are: one block, named in full, without an image, then short main data; all of it at
 * hand; and nothing that Python or anybody else must look at. Gives 0, and has changed nothing, where anything is
 * different, or wrong. */
static inline int count_simple(PwWal *wal, const PwWalPiece *piece) {
    enum { REF = PW_WAL_HEADER_BYTES + 1, MAIN = REF + 3 + 12 + 4, SIMPLE = MAIN + 2 };
    const uint8_t *start = piece->start;
    uint8_t rmid = start[17];
    if (piece->tot_len < SIMPLE || piece->start_bytes < SIMPLE || rmid <= TABLESPACE || rmid >= FIRST_CUSTOM ||
        (start[16] & SPECIAL_REL_UPDATE) || start[PW_WAL_HEADER_BYTES] != 0 || start[MAIN] != MAIN_SHORT ||
        wal->keep_rows || wal->abandoned != PW_WAL_NOTHING_ABANDONED)
        return 0;
    uint8_t flags = start[REF], fork = flags & 0x0F;
    uint32_t data_len = pw_load_u16(start + REF + 1);
    if ((flags & (HAS_IMAGE | SAME_RELATION)) || fork >= FORKS || ((flags & HAS_DATA) != 0) != (data_len > 0) ||
        SIMPLE + data_len + start[MAIN + 1] != piece->tot_len)
        return 0;
    PwWalRelation relation = {pw_load_u32(start + REF + 3), pw_load_u32(start + REF + 7),
                              pw_load_u32(start + REF + 11)};
    make_waiting_room(wal, 1);
    note_ref(wal, relation, fork, pw_load_u32(start + REF + 15));
    count_sums(wal, piece, pw_load_u64(start + 8), 0);
    return 1;
}

static __attribute__((noinline)) int count_any(PwWal *wal, const PwWalPiece *piece) {
    uint8_t info = piece->start[16], rmid = piece->start[17];
    int64_t time = INT64_MIN;
    int drops_files = 0, ends = is_transaction_end(rmid, info);
    Fragments found;
    if (!take_fragments(piece, wal->magic, &found))
        return WAL_BAD_RECORD;
    if (ends && !take_transaction_end(piece, &found, info, &time, &drops_files))
        return WAL_BAD_RECORD;
    if (!overwrite_fits(wal, piece, &found, rmid == XLOG && (info & 0xF0) == OVERWRITE_CONTRECORD))
        return WAL_BAD_OVERWRITE;
    wal->abandoned = PW_WAL_NOTHING_ABANDONED;
    uint32_t xid = pw_load_u32(piece->start + 4);
    uint64_t prev = pw_load_u64(piece->start + 8);
    make_waiting_room(wal, found.ref_count);
    for (uint32_t i = 0; i < found.ref_count; i++) {
        const PwWalRef *ref = &found.refs[i];
        note_ref(wal, (PwWalRelation){ref->tablespace, ref->database, ref->relation}, ref->fork, ref->block);
    }
    if (ends)
        count_time(wal, info, time);
    if (is_event(rmid, info, &found, drops_files))
        wal->events[wal->event_count++] = (PwWalEvent){piece->lsn,     piece->end_lsn, wal->records_counted,
                                                       piece->tot_len, xid,            found.main_len,
                                                       rmid,           info};
    if (wal->keep_rows) {
        wal->rows[wal->row_count++] = (PwWalRecord){piece->lsn,     piece->end_lsn, prev,
                                                    time,           wal->ref_count, piece->tot_len,
                                                    xid,            found.main_len, (uint16_t)found.ref_count,
                                                    rmid,           info};
        memcpy(wal->refs + wal->ref_count, found.refs, found.ref_count * sizeof *found.refs);
        wal->ref_count += found.ref_count;
    }
    count_sums(wal, piece, prev, found.image_bytes);
    return WAL_MORE;
}

/* Counts the record everywhere, or nowhere and says why. The caller made sure that every table has room for it. */
int pw_wal_count_record(PwWal *wal, const PwWalPiece *piece) {
    return count_simple(wal, piece) ? WAL_MORE : count_any(wal, piece);
}
