/* CRC-32 (IEEE, reflected, as zlib), by the fastest means this machine has, chosen once when the library loads.
 *
 * Portable: eight bytes a step through eight tables. x86-64: carry-less multiplication folds 64 bytes a step, after
 * Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ". arm64: the CRC32 instructions. */
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif
#endif

static uint32_t table[8][256];

static void fill_tables(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        table[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++)
        for (int slice = 1; slice < 8; slice++)
            table[slice][byte] = (table[slice - 1][byte] >> 8) ^ table[0][table[slice - 1][byte] & 0xFF];
}

static uint32_t crc_portable(uint32_t crc, const uint8_t *data, size_t size) {
    for (; size >= 8; size -= 8, data += 8) {
        uint64_t word = pw_load_u64(data) ^ crc;
        crc = table[7][word & 0xFF] ^ table[6][(word >> 8) & 0xFF] ^ table[5][(word >> 16) & 0xFF] ^
              table[4][(word >> 24) & 0xFF] ^ table[3][(word >> 32) & 0xFF] ^ table[2][(word >> 40) & 0xFF] ^
              table[1][(word >> 48) & 0xFF] ^ table[0][word >> 56];
    }
    if (size >= 4) {
        crc ^= pw_load_u32(data);
        crc = table[3][crc & 0xFF] ^ table[2][(crc >> 8) & 0xFF] ^ table[1][(crc >> 16) & 0xFF] ^ table[0][crc >> 24];
        data += 4, size -= 4;
    }
    for (; size > 0; size--, data++)
        crc = (crc >> 8) ^ table[0][(crc ^ *data) & 0xFF];
    return crc;
}

#if defined(__x86_64__)

static int has_acceleration(void) {
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid(1, &eax, &ebx, &ecx, &edx) && (ecx & bit_PCLMUL) && (ecx & bit_SSE4_1);
}

/* Moves the 128 bits of `sum` forward over the distance that `keys` stands for, and adds what lies there. */
__attribute__((target("pclmul,sse4.1"))) static inline __m128i fold(__m128i sum, __m128i keys, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(sum, keys, 0x00);
    __m128i high = _mm_clmulepi64_si128(sum, keys, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) static inline __m128i load16(const uint8_t *at) {
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

__attribute__((target("pclmul,sse4.1"))) static uint32_t crc_accelerated(uint32_t crc, const uint8_t *data,
                                                                         size_t size) {
    if (size < 64)
        return crc_portable(crc, data, size);
    /* x**(distance - 32 and + 32) modulo the polynomial, bit-reflected, for distances of 512 and 128 bits. */
    const __m128i over_64 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i over_16 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    __m128i a = _mm_xor_si128(load16(data), _mm_cvtsi32_si128((int)crc));
    __m128i b = load16(data + 16), c = load16(data + 32), d = load16(data + 48);
    for (data += 64, size -= 64; size >= 64; data += 64, size -= 64) {
        a = fold(a, over_64, load16(data));
        b = fold(b, over_64, load16(data + 16));
        c = fold(c, over_64, load16(data + 32));
        d = fold(d, over_64, load16(data + 48));
    }
    a = fold(fold(fold(a, over_16, b), over_16, c), over_16, d);
    for (; size >= 16; data += 16, size -= 16)
        a = fold(a, over_16, load16(data));
    /* What is left has the same remainder as all the bytes so far. */
    uint8_t rest[16];
    _mm_storeu_si128((__m128i *)(void *)rest, a);
    return crc_portable(crc_portable(0, rest, 16), data, size);
}

#elif defined(__aarch64__)

static int has_acceleration(void) {
#if defined(__APPLE__)
    return 1;
#elif defined(__linux__)
    return (getauxval(AT_HWCAP) & (1ul << 7)) != 0; /* HWCAP_CRC32 */
#else
    return 0;
#endif
}

#if defined(__clang__)
#define PW_ARM_CRC __attribute__((target("crc")))
#else
#define PW_ARM_CRC __attribute__((target("+crc")))
#endif

PW_ARM_CRC static uint32_t crc_accelerated(uint32_t crc, const uint8_t *data, size_t size) {
    for (; size >= 8; size -= 8, data += 8)
        crc = __crc32d(crc, pw_load_u64(data));
    for (; size > 0; size--, data++)
        crc = __crc32b(crc, *data);
    return crc;
}

#else

static int has_acceleration(void) { return 0; }
#define crc_accelerated crc_portable

#endif

static uint32_t (*update)(uint32_t crc, const uint8_t *data, size_t size) = crc_portable;

__attribute__((constructor)) static void prepare(void) {
    fill_tables();
    pw_use_acceleration(1);
}

/* Chooses the accelerated path (where there is one) or the portable one, for all kernels; says whether acceleration is
 * on here. */
int pw_use_acceleration(int wanted) {
    int on = wanted && has_acceleration();
    update = on ? crc_accelerated : crc_portable;
    pw_accelerate_crc32c(wanted);
    pw_accelerate_pg_pages(wanted);
    return on;
}

int pw_interface(void) { return PW_INTERFACE; }

uint32_t pw_crc32(const uint8_t *data, size_t size, uint32_t seed) { return ~update(~seed, data, size); }
