/* Feeds mutated logs and pages to the kernels under the address and undefined-behaviour sanitizers.
 *
 *     harness SECONDS SEED FIRST LAST portable|accelerated FILE...
 *
 * Iteration n is the same for a given SEED and FILEs, whatever came before: after a failure, which names n, run with
 * FIRST = n and LAST = n + 1 to see it alone. Every buffer is allocated in its exact size, so that one byte too
 * many, read or written, is caught. */
#include <stdio.h>
#include <time.h>

#include "harness.h"

enum { MAX_SEEDS = 256, MAX_INPUT = 1 << 16, COLUMNS = sizeof(PwColumns) / sizeof(void *) };
enum { STOP_FULL = 6 };

static Buffer seeds[MAX_SEEDS];
static size_t seed_count;
static uint64_t iteration, state;

void __asan_on_error(void);
void __asan_on_error(void) { fprintf(stderr, "in iteration %llu\n", (unsigned long long)iteration); }

void require(int claim, const char *what) {
    if (claim)
        return;
    fprintf(stderr, "in iteration %llu: %s\n", (unsigned long long)iteration, what);
    abort();
}

uint64_t next_random(void) { /* splitmix64 */
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

size_t below(size_t limit) { return limit ? (size_t)(next_random() % limit) : 0; }

uint64_t interesting(void) {
    static const uint64_t values[] = {0, 1, 15, 16, 17, 46, 4031, 4032, 4033, 4096, 64u << 20, (64u << 20) + 1, INT32_MAX,
                                      UINT32_MAX, (uint64_t)UINT32_MAX + 1, INT64_MAX, 1ull << 63, UINT64_MAX - 3, UINT64_MAX};
    return below(4) ? values[below(sizeof values / sizeof *values)] : next_random() >> below(64);
}

/* A seed, cut, with some of its bytes and integers replaced, and a piece of another seed in the middle. */
static Buffer mutated(Buffer from) {
    size_t start = below(4) ? 0 : below(from.size), size = from.size - start;
    Buffer made = {malloc(size ? size : 1), size};
    memcpy(made.data, from.data + start, size);
    for (size_t i = below(6); i > 0 && size > 0; i--) {
        size_t at = below(size), width = (size_t)1 << below(4);
        uint64_t value = interesting();
        if (below(2))
            made.data[at] ^= (uint8_t)(1u << below(8));
        else
            memcpy(made.data + at, &value, width < size - at ? width : size - at);
    }
    if (below(4) == 0 && size > 0) {
        Buffer other = seeds[below(seed_count)];
        size_t at = below(size), from_at = below(other.size), count = below(200);
        count = count < size - at ? count : size - at;
        count = count < other.size - from_at ? count : other.size - from_at;
        memcpy(made.data + at, other.data + from_at, count);
    }
    if (below(3) == 0) { /* the cut end is the end of the allocation */
        made.size = below(size + 1);
        uint8_t *exact = malloc(made.size ? made.size : 1);
        memcpy(exact, made.data, made.size);
        free(made.data);
        made.data = exact;
    }
    return made;
}

/* A seed that begins as WAL does: second byte of the magic numbers. */
static Buffer wal_seed(void) {
    Buffer seed = seeds[below(seed_count)];
    for (int tries = 0; tries < 50 && !(seed.size >= PW_PAGE_BYTES && seed.data[1] == 0xD1); tries++)
        seed = seeds[below(seed_count)];
    return seed;
}

/* Walks `data` into columns of exactly `capacity` rows, then checks every position it gave. */
static void walk(const uint8_t *data, int64_t size, int64_t capacity) {
    static const size_t widths[COLUMNS] = {8, 4, 8, 8, 1, 16, 1, 1, 8, 8, 8, 4, 8, 4, 8, 8, 4, 8, 8, 8, 4, 8, 4, 4};
    void *arrays[COLUMNS];
    PwColumns columns;
    PwStop stop = {0, 0, 0};
    for (int i = 0; i < COLUMNS; i++)
        arrays[i] = malloc(widths[i] * (size_t)capacity);
    memcpy(&columns, arrays, sizeof columns);
    int64_t rows = pw_walk_log(data, size, 0, 0, capacity, &columns, &stop);
    require(rows >= 0 && rows <= capacity, "more rows than there is room for");
    require(stop.offset >= 0 && stop.offset <= size, "stopped outside the buffer");
    require(stop.reason != STOP_FULL || rows == capacity, "full with room left");
    for (int64_t i = 0; i < rows; i++) {
        int64_t end = columns.offset[i] + 4 + columns.length[i];
        require(columns.before_at[i] + (int64_t)columns.before_len[i] <= end, "before image outside its record");
        require(columns.after_at[i] + (int64_t)columns.after_len[i] <= end, "after image outside its record");
        require(columns.name_at[i] + (int64_t)columns.name_len[i] <= end, "name outside its record");
        require(columns.list_count[i] <= columns.length[i] / 24, "list outside its record");
        require(columns.nanos[i] < 2000000000u, "more nanoseconds than a leap second has");
    }
    for (int i = 0; i < COLUMNS; i++)
        free(arrays[i]);
}

/* The text of a time in an allocation of its own: in a record, other fields stand behind it. */
static void read_time(void) {
    static const char *const texts[] = {"2023-11-14T22:13:20.123456789Z", "+10000-02-29 23:59:60.5+01:00", "-0001-12-31t00:00:00z"};
    const char *from = texts[below(3)];
    size_t size = below(strlen(from) + 1);
    uint8_t *text = malloc(size ? size : 1);
    memcpy(text, from, size);
    if (below(2) && size > 0)
        text[below(size)] = (uint8_t)"0123456789+-:.TZ "[below(17)];
    PwTime time;
    uint8_t written[PW_TIME_TEXT_BYTES];
    if (pw_parse_time(text, size, &time)) {
        PwTime again;
        size_t length = pw_format_time(time, written);
        require(length <= sizeof written && pw_parse_time(written, length, &again), "a written time is no time");
        require(again.seconds == time.seconds && again.nanos == time.nanos, "a written time is another time");
    }
    free(text);
}

static void check(const uint8_t *data, int64_t size) {
    int64_t page_size = below(4) ? PW_PAGE_BYTES : 65 + (int64_t)below(1000), count = size / page_size;
    int64_t *bad = malloc(sizeof *bad * (size_t)(count + 1));
    uint8_t *faults = malloc((size_t)count + 1);
    int64_t found = pw_check_pages(data, count, page_size, next_random(), bad, faults);
    require(found >= 0 && found <= count, "more bad pages than pages");
    uint8_t *zero = malloc((size_t)(size / page_size) + 1);
    pw_zero_pages(data, size, page_size, zero);
    free(zero);
    free(bad);
    free(faults);
}

static void gather(const uint8_t *data, int64_t size) {
    int64_t indexes[8], page_size = 1 + (int64_t)below(5000), count = (int64_t)below(9), room = (int64_t)below(20000);
    for (int64_t i = 0; i < count; i++)
        indexes[i] = below(8) ? (int64_t)below((size_t)(size / page_size) + 2) : (int64_t)interesting();
    uint8_t *into = malloc((size_t)room + 1);
    require(pw_gather_pages(data, size, indexes, count, page_size, into, room) <= room, "gathered past the room");
    free(into);
}

static void replay(uint8_t *pages, int64_t size, Buffer log) {
    enum { ROWS = 12 };
    uint64_t page[ROWS], offset[ROWS], lsn[ROWS];
    uint32_t length[ROWS], expected_len[ROWS];
    int64_t source_at[ROWS], expected_at[ROWS], blocks[ROWS], stop, count = size / PW_PAGE_BYTES;
    for (int i = 0; i < ROWS; i++) {
        page[i] = below(8) ? below((size_t)count + 1) : interesting();
        offset[i] = below(8) ? below(4033) : interesting();
        length[i] = below(8) ? (uint32_t)below(200) : (uint32_t)interesting();
        source_at[i] = below(8) ? (int64_t)below(log.size + 1) : (int64_t)interesting();
        if (below(4) == 0)
            source_at[i] = (int64_t)log.size - (int64_t)length[i] + (int64_t)below(2);
        expected_at[i] = below(2) ? -1 : below(8) ? (int64_t)below(log.size + 1) : (int64_t)interesting();
        expected_len[i] = below(8) ? (uint32_t)below(4) : (uint32_t)interesting();
        lsn[i] = next_random();
        blocks[i] = below(16) ? (int64_t)below((size_t)count + 1) : (int64_t)interesting();
    }
    PwWrites writes = {page, offset, length, source_at, expected_at, expected_len, lsn};
    for (int64_t row = 0; row < ROWS; row++) {
        row = pw_apply_log(pages, count, log.data, (int64_t)log.size, &writes, row, ROWS, (int)below(2), (int)below(2), &stop);
        require((stop == 0) == (row == ROWS), "stopped without a reason");
    }
    for (int i = 0; i < ROWS; i++)
        pw_seal_pages(pages, count, blocks + i, 1);
}

/* In the place of LZ4: takes any number of bytes of its room, or gives up. */
static int compress_somehow(const char *from, char *into, int size, int room) {
    int made = below(4) ? (int)below((size_t)room + 1) : 0;
    memset(into, size ? from[size - 1] : 0, (size_t)made);
    return made;
}

static void seal(const uint8_t *data, int64_t size) {
    enum { CHUNKS = 5 };
    const uint8_t *chunks[CHUNKS];
    int64_t sizes[CHUNKS], lengths[CHUNKS], room = 0;
    for (int i = 0; i < CHUNKS; i++) {
        int64_t at = (int64_t)below((size_t)size + 1);
        chunks[i] = data + at;
        sizes[i] = (int64_t)below((size_t)(size - at) + 1);
        room += pw_sealed_bound(sizes[i]);
    }
    if (below(4) == 0)
        room = (int64_t)below((size_t)room);
    uint8_t *into = malloc((size_t)room ? (size_t)room : 1);
    int64_t done = pw_seal_chunks(compress_somehow, 1, chunks, sizes, CHUNKS, 64, 97, into, room, lengths);
    for (int64_t i = 0, at = 0; done >= 0 && i < CHUNKS; at += lengths[i++]) {
        require(at + lengths[i] <= done && lengths[i] <= sizes[i] + 5, "a sealed chunk is longer than what was sealed");
        require(pw_crc32(into + at, (size_t)lengths[i] - 4, 0) == pw_load_u32(into + at + lengths[i] - 4), "a wrong checksum");
    }
    free(into);
}

static void one_iteration(uint64_t seed) {
    state = seed * 0xD1342543DE82EF95u + iteration;
    next_random();
    Buffer input = mutated(seeds[below(seed_count)]), log = seeds[below(seed_count)], wal = mutated(wal_seed());
    walk(input.data, (int64_t)input.size, 1 + (int64_t)below(3) * (int64_t)(input.size / 50));
    check(input.data, (int64_t)input.size);
    read_time();
    gather(input.data, (int64_t)input.size);
    seal(input.data, (int64_t)input.size);
    replay(input.data, (int64_t)input.size, log);
    walk_wal(wal);
    count_wal_record(wal);
    check_pg_pages(input);
    free(input.data);
    free(wal.data);
}

static void read_seed(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || seed_count == MAX_SEEDS) {
        fprintf(stderr, "cannot take the seed %s\n", path);
        exit(2);
    }
    Buffer seed = {malloc(MAX_INPUT), 0};
    seed.size = fread(seed.data, 1, MAX_INPUT, file);
    fclose(file);
    if (seed.size == 0)
        return;
    seed.data = realloc(seed.data, seed.size);
    require(seed.data != NULL, "no memory for a seed");
    seeds[seed_count++] = seed;
}

int main(int argc, char **argv) {
    if (argc < 7)
        return 2;
    time_t end = time(NULL) + atoll(argv[1]);
    uint64_t seed = strtoull(argv[2], NULL, 10), first = strtoull(argv[3], NULL, 10);
    uint64_t last = strtoull(argv[4], NULL, 10);
    int wanted = strcmp(argv[5], "accelerated") == 0;
    if (pw_use_acceleration(wanted) != wanted)
        return puts("this machine has no CRC instructions that the kernels know"), 0;
    for (int i = 6; i < argc; i++)
        read_seed(argv[i]);
    for (iteration = first; iteration < last; iteration++) {
        if (iteration % 256 == 0 && time(NULL) >= end)
            break;
        one_iteration(seed);
    }
    printf("%s: %llu iterations, nothing found\n", argv[5], (unsigned long long)(iteration - first));
    return 0;
}
