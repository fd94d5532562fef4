/* The hot loops of Pagewake. Called through ctypes, so every function takes plain pointers and sizes.
 *
 * Bytes of logs and pages are foreign: nothing is read or written but behind an explicit bound check, and a value
 * is loaded once into a local before it is checked, because a mapped file can change under us. */
#ifndef PAGEWAKE_KERNELS_H
#define PAGEWAKE_KERNELS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The formats are little-endian and are loaded as they lie; this machine would need byte swaps."
#endif

#if defined(_WIN32)
#define PW_EXPORT __declspec(dllexport)
#else
#define PW_EXPORT __attribute__((visibility("default")))
#endif

/* Raised whenever a signature below, a column or a code changes: Python refuses a library of another number. */
#define PW_INTERFACE 4

enum { PW_PAGE_BYTES = 4096, PW_HEADER_BYTES = 64, PW_DATA_BYTES = PW_PAGE_BYTES - PW_HEADER_BYTES };

static inline uint16_t pw_load_u16(const uint8_t *at) { uint16_t value; memcpy(&value, at, 2); return value; }
static inline uint32_t pw_load_u32(const uint8_t *at) { uint32_t value; memcpy(&value, at, 4); return value; }
static inline uint64_t pw_load_u64(const uint8_t *at) { uint64_t value; memcpy(&value, at, 8); return value; }
static inline void pw_store_u16(uint8_t *at, uint16_t value) { memcpy(at, &value, 2); }
static inline void pw_store_u32(uint8_t *at, uint32_t value) { memcpy(at, &value, 4); }
static inline void pw_store_u64(uint8_t *at, uint64_t value) { memcpy(at, &value, 8); }

/* crc32.c */
PW_EXPORT int pw_interface(void);
PW_EXPORT int pw_use_acceleration(int wanted);
PW_EXPORT uint32_t pw_crc32(const uint8_t *data, size_t size, uint32_t seed);

/* crc32c.c; the update takes and gives the sum as it is in the middle, not inverted */
PW_EXPORT uint32_t pw_crc32c(const uint8_t *data, size_t size, uint32_t seed);
extern uint32_t (*pw_crc32c_update)(uint32_t crc, const uint8_t *data, size_t size);
/* The checksum of a PostgreSQL WAL record: of what stands behind its header, then of the header up to its own place. */
enum { PW_WAL_HEADER_BYTES = 24, PW_WAL_CRC_AT = 20 };
extern uint32_t (*pw_wal_record_crc)(const uint8_t *record, size_t size);
void pw_accelerate_crc32c(int wanted);

/* log_time.c */
enum { PW_TIME_TEXT_BYTES = 40 };

typedef struct {
    int64_t seconds; /* Unix time, rounded down; a leap second counts as :59 */
    uint32_t nanos;  /* 10**9 more in a leap second */
} PwTime;

int pw_parse_time(const uint8_t *text, size_t size, PwTime *time);
size_t pw_format_time(PwTime time, uint8_t text[PW_TIME_TEXT_BYTES]);

/* log_walk.c */
typedef struct { /* one array a column, in the order of COLUMN_TYPES in columns.py */
    int64_t *offset;
    uint32_t *length;
    uint64_t *lsn, *prev_lsn;
    uint8_t *has_prev, *tx, *has_tx, *kind;
    uint64_t *page_id, *page_offset;
    int64_t *before_at;
    uint32_t *before_len;
    int64_t *after_at;
    uint32_t *after_len;
    uint64_t *link;
    int64_t *name_at;
    uint32_t *name_len;
    int64_t *list_at;
    uint64_t *list_count;
    int64_t *seconds;
    uint32_t *nanos;
    int64_t *begin_seconds;
    uint32_t *begin_nanos, *crc;
} PwColumns;

typedef struct {
    int64_t offset, reason, body_fault;
} PwStop;

PW_EXPORT int64_t pw_walk_log(const uint8_t *data, int64_t size, int64_t base_offset, int64_t row,
                              int64_t capacity, const PwColumns *columns, PwStop *stop);

/* pages.c */
typedef struct { /* one array a column, in the order of PageWrites in columns.py */
    const uint64_t *page, *offset;
    const uint32_t *length;
    const int64_t *source_at, *expected_at;
    const uint32_t *expected_len;
    const uint64_t *lsn;
} PwWrites;

PW_EXPORT int64_t pw_check_pages(const uint8_t *pages, int64_t count, int64_t page_size, uint64_t first_block,
                                 int64_t *bad, uint8_t *faults);
PW_EXPORT void pw_zero_pages(const uint8_t *data, int64_t size, int64_t page_size, uint8_t *zero);
PW_EXPORT int64_t pw_gather_pages(const uint8_t *source, int64_t size, const int64_t *indexes, int64_t count,
                                  int64_t page_size, uint8_t *into, int64_t room);
PW_EXPORT int64_t pw_apply_log(uint8_t *pages, int64_t page_count, const uint8_t *log, int64_t log_size,
                               const PwWrites *writes, int64_t start, int64_t end, int compare_first,
                               int stamp_lsn, int64_t *stop);
PW_EXPORT int pw_seal_pages(uint8_t *pages, int64_t page_count, const int64_t *blocks, int64_t count);

/* pg_pages.c */
PW_EXPORT int64_t pw_check_pg_pages(const uint8_t *pages, const int64_t *blocks, int64_t count, int checksums,
                                    uint64_t skip_from, uint64_t newest, int64_t *bad, uint8_t *faults);
PW_EXPORT uint16_t pw_pg_checksum(const uint8_t *page, uint32_t block);
void pw_accelerate_pg_pages(int wanted);

/* chunks.c */
typedef int (*PwCompress)(const char *from, char *into, int size, int room);

/* The most that a sealed chunk takes: what LZ4 may come to, a codec, a checksum. */
static inline int64_t pw_sealed_bound(int64_t size) { return size + size / 255 + 16 + 5; }

PW_EXPORT int64_t pw_seal_chunks(PwCompress compress, int codec, const uint8_t *const *chunks, const int64_t *sizes,
                                 int64_t count, int64_t least, int64_t percent, uint8_t *into, int64_t room,
                                 int64_t *lengths);

/* page_io.c: the number of bytes, or the negative errno */
PW_EXPORT int64_t pw_write_pages(int fd, const uint8_t *data, int64_t size, const int64_t *blocks, int64_t count,
                                 int64_t page_size, int64_t file_size);
PW_EXPORT int64_t pw_read_pages(int fd, const int64_t *runs, int64_t count, int64_t page_size, uint8_t *into,
                                int64_t room);
PW_EXPORT int64_t pw_read_files(int directory, const char *paths, const int64_t *sizes, int64_t count, uint8_t *into,
                                int64_t room, int64_t *got);

#endif
