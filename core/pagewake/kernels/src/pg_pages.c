/* Checks PostgreSQL data pages: headers as bufpage.h lays them out, checksums as checksum_impl.h sums them. */
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

enum { PAGE = 8192, ROWS = 64, LANES = 32, CHECKSUM_ROW_WORD = 2, KNOWN_FLAGS = 7, SIZE_AND_VERSION = PAGE | 4 };
enum { LSN_HIGH = 0, LSN_LOW = 4, CHECKSUM = 8, FLAGS = 10, LOWER = 12, UPPER = 14, SPECIAL = 16, SIZE_VERSION = 18 };

/* The codes of PgPageFault in columns.py. */
enum { GOOD, NOT_ZERO, BAD_HEADER, BAD_CHECKSUM, FUTURE_LSN };

static const uint32_t PRIME = 16777619;
static const uint32_t SEEDS[LANES] = {
    0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
    0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
    0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
    0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756};

/* Eight lanes. The compiler makes of them what the function's target has: one register, two, or eight words. */
typedef uint32_t Lanes __attribute__((vector_size(32)));

#define LOAD(into, from) memcpy(&(into), (from), sizeof(Lanes))
#define MIX(sum, value) ((((sum) ^ (value)) * PRIME) ^ (((sum) ^ (value)) >> 17))

/* The 32 sums joined into one. `__attribute__((always_inline))`: compiled anew for the target of each caller. */
__attribute__((always_inline)) static inline uint32_t sum_page(const uint8_t *page) {
    Lanes sums[4], value, nothing = {0};
    for (int i = 0; i < 4; i++)
        LOAD(sums[i], SEEDS + 8 * i);
    LOAD(value, page);
    value[CHECKSUM_ROW_WORD] &= 0xFFFF0000u; /* the stored checksum counts as zero */
    sums[0] = MIX(sums[0], value);
    for (int i = 1; i < 4; i++) {
        LOAD(value, page + 32 * i);
        sums[i] = MIX(sums[i], value);
    }
    for (int row = 1; row < ROWS; row++)
        for (int i = 0; i < 4; i++) {
            LOAD(value, page + 4 * LANES * row + 32 * i);
            sums[i] = MIX(sums[i], value);
        }
    for (int more = 0; more < 2; more++)
        for (int i = 0; i < 4; i++)
            sums[i] = MIX(sums[i], nothing);
    Lanes joined = sums[0] ^ sums[1] ^ sums[2] ^ sums[3];
    uint32_t whole = 0;
    for (int lane = 0; lane < 8; lane++)
        whole ^= joined[lane];
    return whole;
}

static uint32_t sum_portable(const uint8_t *page) { return sum_page(page); }

#if defined(__x86_64__)

__attribute__((target("avx2"))) static uint32_t sum_avx2(const uint8_t *page) { return sum_page(page); }

/* The processor has it and the system saves its registers. */
static int has_avx2(void) {
    unsigned eax, ebx, ecx, edx, saved, unused;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || !(ecx & bit_OSXSAVE) || !(ecx & bit_AVX))
        return 0;
    __asm__("xgetbv" : "=a"(saved), "=d"(unused) : "c"(0));
    return (saved & 6) == 6 && __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (ebx & bit_AVX2);
}

#else

static int has_avx2(void) { return 0; }
#define sum_avx2 sum_portable

#endif

static uint32_t (*sum)(const uint8_t *page) = sum_portable;

void pw_accelerate_pg_pages(int wanted) { sum = wanted && has_avx2() ? sum_avx2 : sum_portable; }

uint16_t pw_pg_checksum(const uint8_t *page, uint32_t block) { return (uint16_t)((sum(page) ^ block) % 65535 + 1); }

static int header_is_sane(const uint8_t *page) {
    uint16_t lower = pw_load_u16(page + LOWER), upper = pw_load_u16(page + UPPER), special = pw_load_u16(page + SPECIAL);
    return pw_load_u16(page + SIZE_VERSION) == SIZE_AND_VERSION && lower <= upper && upper <= special &&
           special <= PAGE && special % 8 == 0 && !(pw_load_u16(page + FLAGS) & ~KNOWN_FLAGS);
}

static int page_fault(const uint8_t *page, uint32_t block, int checksums, uint64_t skip_from, uint64_t newest) {
    uint64_t lsn = (uint64_t)pw_load_u32(page + LSN_HIGH) << 32 | pw_load_u32(page + LSN_LOW);
    if (pw_load_u16(page + UPPER) == 0) {
        uint8_t zero;
        pw_zero_pages(page, PAGE, PAGE, &zero);
        return zero ? GOOD : NOT_ZERO;
    }
    if (skip_from && lsn >= skip_from)
        return GOOD; /* it may be torn, and replay writes it again */
    if (!header_is_sane(page))
        return BAD_HEADER;
    if (checksums && pw_load_u16(page + CHECKSUM) != pw_pg_checksum(page, block))
        return BAD_CHECKSUM;
    return newest && lsn > newest ? FUTURE_LSN : GOOD;
}

/* `bad` and `faults` have room for `count` entries; returns how many were needed. */
int64_t pw_check_pg_pages(const uint8_t *pages, const int64_t *blocks, int64_t count, int checksums, uint64_t skip_from,
                          uint64_t newest, int64_t *bad, uint8_t *faults) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int fault = page_fault(pages + i * PAGE, (uint32_t)blocks[i], checksums, skip_from, newest);
        if (fault != GOOD) {
            bad[found] = i;
            faults[found++] = (uint8_t)fault;
        }
    }
    return found;
}
