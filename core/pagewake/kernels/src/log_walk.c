/* Walks a NeuroQuantumDB log: frames of a u32 length and a bincode body, each verified and decoded into columns. */
#include "kernels.h"

enum { MAX_BODY_BYTES = 64 << 20, MIN_BODY_BYTES = 46, UUID_BYTES = 16 };

/* The codes of StopReason, BodyFault and RecordKind in columns.py. */
enum { END, TORN_LENGTH, TORN_BODY, BAD_LENGTH, BAD_BODY, BAD_CHECKSUM, COLUMNS_FULL };
enum { SOUND, SHORT, OPTION_TAG, UUID_LENGTH, KIND, TEXT, TIME };
enum {
    BEGIN,
    UPDATE,
    COMMIT,
    ABORT,
    CHECKPOINT_BEGIN,
    CHECKPOINT_END,
    CLR,
    SAVEPOINT,
    ROLLBACK_TO_SAVEPOINT,
    RELEASE_SAVEPOINT,
    KINDS
};

/* Takes the fields of one body, and keeps the first fault. After a fault nothing is left to take, so decoding may
 * run on harmlessly to its end: every later field is zero. */
typedef struct {
    const uint8_t *at, *end;
    int fault;
} Body;

static void set_fault(Body *body, int fault) {
    if (body->fault == SOUND)
        body->fault = fault;
    body->at = body->end;
}

/* The only place that moves through a body: `count` bytes that are there, or NULL. */
static inline const uint8_t *take(Body *body, uint64_t count) {
    if (count > (uint64_t)(body->end - body->at) || body->fault) {
        set_fault(body, SHORT);
        return NULL;
    }
    const uint8_t *start = body->at;
    body->at += count;
    return start;
}

static inline uint64_t take_u64(Body *body) {
    const uint8_t *at = take(body, 8);
    return at ? pw_load_u64(at) : 0;
}

static inline uint32_t take_u32(Body *body) {
    const uint8_t *at = take(body, 4);
    return at ? pw_load_u32(at) : 0;
}

static inline int take_presence(Body *body) {
    const uint8_t *at = take(body, 1);
    uint8_t tag = at ? *at : 0;
    if (tag > 1)
        set_fault(body, OPTION_TAG);
    return tag == 1;
}

static inline const uint8_t *take_uuid(Body *body) {
    uint64_t count = take_u64(body);
    if (body->fault == SOUND && count != UUID_BYTES)
        set_fault(body, UUID_LENGTH);
    return take(body, UUID_BYTES);
}

/* Bytes behind their u64 count. A body is at most MAX_BODY_BYTES long, so a length that is there fits 32 bits. */
static inline const uint8_t *take_counted(Body *body, uint32_t *length) {
    uint64_t count = take_u64(body);
    const uint8_t *at = take(body, count);
    *length = at ? (uint32_t)count : 0;
    return at;
}

static void take_time(Body *body, PwTime *time) {
    uint32_t length;
    const uint8_t *text = take_counted(body, &length);
    time->seconds = 0;
    time->nanos = 0;
    if (text && !pw_parse_time(text, length, time))
        set_fault(body, TIME);
}

/* UTF-8 as Unicode defines it: no overlong form, no surrogate, nothing above U+10FFFF. */
static int is_utf8(const uint8_t *at, const uint8_t *end) {
    while (at < end) {
        uint8_t lead = *at++;
        if (lead < 0x80)
            continue;
        int more = lead >= 0xC2 && lead <= 0xDF ? 1 : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
        if (more == 0 || end - at < more)
            return 0;
        uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        uint8_t second = at[0];
        if (second < low || second > high)
            return 0;
        for (int i = 1; i < more; i++)
            if ((at[i] & 0xC0) != 0x80)
                return 0;
        at += more;
    }
    return 1;
}

/* One record being written to row `row` of the columns; `data` is where position `base` is. */
typedef struct {
    const PwColumns *columns;
    int64_t row, base;
    const uint8_t *data;
} Row;

static inline int64_t position(const Row *out, const uint8_t *at) { return at ? at - out->data + out->base : -1; }

static void take_image(Body *body, const Row *out, int64_t *at_column, uint32_t *length_column) {
    at_column[out->row] = position(out, take_counted(body, &length_column[out->row]));
}

static void take_name(Body *body, const Row *out) {
    uint32_t length;
    const uint8_t *name = take_counted(body, &length);
    if (name && !is_utf8(name, name + length))
        set_fault(body, TEXT);
    out->columns->name_at[out->row] = position(out, name);
    out->columns->name_len[out->row] = length;
}

static void take_transactions(Body *body, const Row *out) {
    uint64_t count = take_u64(body);
    out->columns->list_count[out->row] = count;
    out->columns->list_at[out->row] = position(out, body->at);
    for (uint64_t i = 0; i < count && body->fault == SOUND; i++)
        take_uuid(body);
}

/* The checksum of all up to `text`, then of the time in the text that the database would write for it. */
static uint32_t crc_with_time(const uint8_t *start, const uint8_t *text, PwTime time) {
    uint8_t written[8 + PW_TIME_TEXT_BYTES];
    size_t length = pw_format_time(time, written + 8);
    pw_store_u64(written, length);
    return pw_crc32(written, 8 + length, pw_crc32(start, (size_t)(text - start), 0));
}

/* Decodes the fields of the record's type; returns the checksum from the body's start to their end. */
static uint32_t take_variant(Body *body, const Row *out, uint32_t kind, const uint8_t *start) {
    const PwColumns *columns = out->columns;
    int64_t row = out->row;
    const uint8_t *text;
    PwTime time;
    if (kind != CHECKPOINT_BEGIN && kind != CHECKPOINT_END)
        take_uuid(body);
    switch (kind) {
    case BEGIN:
        text = body->at;
        take_time(body, &time);
        columns->begin_seconds[row] = time.seconds;
        columns->begin_nanos[row] = time.nanos;
        return body->fault == SOUND ? crc_with_time(start, text, time) : 0;
    case UPDATE:
        columns->page_id[row] = take_u64(body);
        columns->page_offset[row] = take_u64(body);
        take_image(body, out, columns->before_at, columns->before_len);
        take_image(body, out, columns->after_at, columns->after_len);
        break;
    case CHECKPOINT_BEGIN:
        take_transactions(body, out);
        break;
    case CLR:
        columns->link[row] = take_u64(body);
        columns->page_id[row] = take_u64(body);
        take_image(body, out, columns->after_at, columns->after_len);
        break;
    case SAVEPOINT:
    case ROLLBACK_TO_SAVEPOINT:
        take_name(body, out);
        columns->link[row] = take_u64(body);
        break;
    case RELEASE_SAVEPOINT:
        take_name(body, out);
        break;
    }
    return body->fault == SOUND ? pw_crc32(start, (size_t)(body->at - start), 0) : 0;
}

/* What a record has unless its fields say otherwise. A row may hold what a bad record left there. */
static void clear_row(const PwColumns *columns, int64_t row) {
    columns->prev_lsn[row] = columns->page_id[row] = columns->page_offset[row] = 0;
    columns->link[row] = columns->list_count[row] = 0;
    columns->before_at[row] = columns->after_at[row] = columns->name_at[row] = columns->list_at[row] = -1;
    columns->before_len[row] = columns->after_len[row] = columns->name_len[row] = 0;
    columns->begin_seconds[row] = 0;
    columns->begin_nanos[row] = 0;
    memset(columns->tx + row * UUID_BYTES, 0, UUID_BYTES);
}

/* Decodes and verifies one body into its row; the reason to stop there, or END. */
static int walk_record(const uint8_t *start, uint32_t length, const Row *out, int64_t *body_fault) {
    const PwColumns *columns = out->columns;
    int64_t row = out->row;
    Body body = {start, start + length, length < MIN_BODY_BYTES ? SHORT : SOUND};
    clear_row(columns, row);
    columns->lsn[row] = take_u64(&body);
    if ((columns->has_prev[row] = (uint8_t)take_presence(&body)))
        columns->prev_lsn[row] = take_u64(&body);
    if ((columns->has_tx[row] = (uint8_t)take_presence(&body))) {
        const uint8_t *uuid = take_uuid(&body);
        if (uuid)
            memcpy(columns->tx + row * UUID_BYTES, uuid, UUID_BYTES);
    }
    uint32_t kind = take_u32(&body);
    if (kind >= KINDS)
        set_fault(&body, KIND);
    columns->kind[row] = (uint8_t)kind;
    uint32_t crc = take_variant(&body, out, kind, start);
    PwTime time;
    take_time(&body, &time);
    columns->seconds[row] = time.seconds;
    columns->nanos[row] = time.nanos;
    columns->crc[row] = take_u32(&body);
    *body_fault = body.fault;
    if (body.fault != SOUND)
        return BAD_BODY;
    uint8_t seconds[8];
    pw_store_u64(seconds, (uint64_t)time.seconds);
    return pw_crc32(seconds, 8, crc) == columns->crc[row] ? END : BAD_CHECKSUM;
}

/* The length of the body behind the prefix at `at`, or why there is none (END: nothing is left). */
static int next_frame(const uint8_t *data, int64_t size, int64_t at, uint32_t *length) {
    int64_t left = size - at;
    *length = 0;
    if (left < 4)
        return left ? TORN_LENGTH : END;
    uint32_t announced = pw_load_u32(data + at);
    if (announced > MAX_BODY_BYTES)
        return BAD_LENGTH;
    if (announced > left - 4)
        return TORN_BODY;
    *length = announced;
    return COLUMNS_FULL; /* a frame is there: only room could be missing */
}

/* Goes on at `stop->offset` with row `row`, until something stops it or row `capacity` would be needed; returns the
 * row behind the last one. Positions in the columns are those in `data` plus the base, `stop->offset` is without. */
int64_t pw_walk_log(const uint8_t *data, int64_t size, int64_t base_offset, int64_t row, int64_t capacity,
                    const PwColumns *columns, PwStop *stop) {
    Row out = {columns, row, base_offset, data};
    int64_t at = stop->offset;
    int reason;
    uint32_t length;
    stop->body_fault = SOUND;
    while ((reason = next_frame(data, size, at, &length)) == COLUMNS_FULL && out.row < capacity) {
        reason = walk_record(data + at + 4, length, &out, &stop->body_fault);
        if (reason != END)
            break;
        columns->offset[out.row] = at + base_offset;
        columns->length[out.row] = length;
        out.row++;
        at += 4 + (int64_t)length;
    }
    stop->offset = at;
    stop->reason = reason;
    return out.row;
}
