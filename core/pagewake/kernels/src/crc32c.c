/* CRC-32C (Castagnoli, reflected), by the fastest means this machine has, chosen as crc32.c chooses.
 *
 * Portable: eight bytes a step through eight tables. x86-64 and arm64: the CRC instruction, which takes several cycles
 * and can begin every cycle, so long inputs are cut into three strands that are summed side by side and joined. */
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#if defined(__clang__) && __clang_major__ >= 14 /* names the instruction apart from the rest of SSE4.2 */
#define PW_CRC_TARGET __attribute__((target("sse4.2,crc32")))
#else
#define PW_CRC_TARGET __attribute__((target("sse4.2")))
#endif
#define PW_CRC_STEP8(crc, word) ((uint32_t)_mm_crc32_u64((crc), (word)))
#define PW_CRC_STEP4(crc, word) _mm_crc32_u32((crc), (word))
#define PW_CRC_STEP2(crc, half) _mm_crc32_u16((crc), (half))
#define PW_CRC_STEP1(crc, byte) _mm_crc32_u8((crc), (byte))
#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif
#if defined(__clang__)
#define PW_CRC_TARGET __attribute__((target("crc")))
#else
#define PW_CRC_TARGET __attribute__((target("+crc")))
#endif
#define PW_CRC_STEP8(crc, word) __crc32cd((crc), (word))
#define PW_CRC_STEP4(crc, word) __crc32cw((crc), (word))
#define PW_CRC_STEP2(crc, half) __crc32ch((crc), (half))
#define PW_CRC_STEP1(crc, byte) __crc32cb((crc), (byte))
#endif

enum { LONG_STRAND = 1024, SHORT_STRAND = 256 };

static const uint32_t POLYNOMIAL = 0x82F63B78u;
static uint32_t table[8][256];

static uint32_t crc_portable(uint32_t crc, const uint8_t *data, size_t size) {
    for (; size >= 8; size -= 8, data += 8) {
        uint64_t word = pw_load_u64(data) ^ crc;
        crc = table[7][word & 0xFF] ^ table[6][(word >> 8) & 0xFF] ^ table[5][(word >> 16) & 0xFF] ^
              table[4][(word >> 24) & 0xFF] ^ table[3][(word >> 32) & 0xFF] ^ table[2][(word >> 40) & 0xFF] ^
              table[1][(word >> 48) & 0xFF] ^ table[0][word >> 56];
    }
    for (; size > 0; size--, data++)
        crc = (crc >> 8) ^ table[0][(crc ^ *data) & 0xFF];
    return crc;
}

/* What `crc` becomes when a strand's length of zero bytes follows it. */
typedef struct {
    uint32_t by_byte[4][256];
} Shift;

static Shift over_long, over_short;

static void fill_shift(Shift *shift, size_t zeros) {
    uint32_t of_bit[32];
    for (int bit = 0; bit < 32; bit++) {
        uint32_t crc = 1u << bit;
        for (size_t i = 0; i < zeros; i++)
            crc = (crc >> 8) ^ table[0][crc & 0xFF];
        of_bit[bit] = crc;
    }
    for (int byte = 0; byte < 4; byte++)
        for (uint32_t value = 0; value < 256; value++) {
            uint32_t crc = 0;
            for (int bit = 0; bit < 8; bit++)
                crc ^= (value >> bit) & 1 ? of_bit[8 * byte + bit] : 0;
            shift->by_byte[byte][value] = crc;
        }
}

static void fill_tables(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (POLYNOMIAL & (0u - (crc & 1)));
        table[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++)
        for (int slice = 1; slice < 8; slice++)
            table[slice][byte] = (table[slice - 1][byte] >> 8) ^ table[0][table[slice - 1][byte] & 0xFF];
    fill_shift(&over_long, LONG_STRAND);
    fill_shift(&over_short, SHORT_STRAND);
}

#if defined(PW_CRC_TARGET)

static int has_acceleration(void) {
#if defined(__x86_64__)
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid(1, &eax, &ebx, &ecx, &edx) && (ecx & bit_SSE4_2);
#elif defined(__APPLE__)
    return 1;
#elif defined(__linux__)
    return (getauxval(AT_HWCAP) & (1ul << 7)) != 0; /* HWCAP_CRC32 */
#else
    return 0;
#endif
}

static inline uint32_t shifted(const Shift *shift, uint32_t crc) {
    return shift->by_byte[0][crc & 0xFF] ^ shift->by_byte[1][(crc >> 8) & 0xFF] ^
           shift->by_byte[2][(crc >> 16) & 0xFF] ^ shift->by_byte[3][crc >> 24];
}

/* The three strands of `strand` bytes each that stand at `data`. */
PW_CRC_TARGET static inline uint32_t crc_strands(uint32_t crc, const uint8_t *data, size_t strand, const Shift *shift) {
    uint32_t second = 0, third = 0;
    for (size_t at = 0; at < strand; at += 8) {
        crc = PW_CRC_STEP8(crc, pw_load_u64(data + at));
        second = PW_CRC_STEP8(second, pw_load_u64(data + strand + at));
        third = PW_CRC_STEP8(third, pw_load_u64(data + 2 * strand + at));
    }
    return shifted(shift, shifted(shift, crc) ^ second) ^ third;
}

PW_CRC_TARGET static inline uint32_t crc_short(uint32_t crc, const uint8_t *data, size_t size) {
    for (; size >= 8; size -= 8, data += 8)
        crc = PW_CRC_STEP8(crc, pw_load_u64(data));
    if (size & 4) {
        crc = PW_CRC_STEP4(crc, pw_load_u32(data));
        data += 4;
    }
    if (size & 2) {
        crc = PW_CRC_STEP2(crc, pw_load_u16(data));
        data += 2;
    }
    return size & 1 ? PW_CRC_STEP1(crc, *data) : crc;
}

PW_CRC_TARGET static uint32_t crc_accelerated(uint32_t crc, const uint8_t *data, size_t size) {
    for (; size >= 3 * LONG_STRAND; size -= 3 * LONG_STRAND, data += 3 * LONG_STRAND)
        crc = crc_strands(crc, data, LONG_STRAND, &over_long);
    for (; size >= 3 * SHORT_STRAND; size -= 3 * SHORT_STRAND, data += 3 * SHORT_STRAND)
        crc = crc_strands(crc, data, SHORT_STRAND, &over_short);
    return crc_short(crc, data, size);
}

/* Most records are short: one call for both of their parts. */
PW_CRC_TARGET static uint32_t record_crc_accelerated(const uint8_t *record, size_t size) {
    const uint8_t *body = record + PW_WAL_HEADER_BYTES;
    size_t body_size = size - PW_WAL_HEADER_BYTES;
    uint32_t crc = body_size < 3 * SHORT_STRAND ? crc_short(UINT32_MAX, body, body_size)
                                                : crc_accelerated(UINT32_MAX, body, body_size);
    return ~crc_short(crc, record, PW_WAL_CRC_AT);
}

#else

static int has_acceleration(void) { return 0; }
#define crc_accelerated crc_portable
#define record_crc_accelerated record_crc_portable

#endif

static uint32_t record_crc_portable(const uint8_t *record, size_t size) {
    uint32_t crc = crc_portable(UINT32_MAX, record + PW_WAL_HEADER_BYTES, size - PW_WAL_HEADER_BYTES);
    return ~crc_portable(crc, record, PW_WAL_CRC_AT);
}

uint32_t (*pw_crc32c_update)(uint32_t crc, const uint8_t *data, size_t size) = crc_portable;
uint32_t (*pw_wal_record_crc)(const uint8_t *record, size_t size) = record_crc_portable;

__attribute__((constructor)) static void prepare(void) { fill_tables(); }

void pw_accelerate_crc32c(int wanted) {
    int on = wanted && has_acceleration();
    pw_crc32c_update = on ? crc_accelerated : crc_portable;
    pw_wal_record_crc = on ? record_crc_accelerated : record_crc_portable;
}

uint32_t pw_crc32c(const uint8_t *data, size_t size, uint32_t seed) { return ~pw_crc32c_update(~seed, data, size); }
