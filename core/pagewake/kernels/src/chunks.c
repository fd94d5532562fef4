/* Chunks as packs keep them (sealing.py has the format): compressed where that pays, and with a checksum. */
#include "kernels.h"

enum { STORED = 0, CODEC_BYTES = 1, CHECK_BYTES = 4, HUNDRED = 100 };

/* `compress` is LZ4_compress_default, of the lz4 library that Python has loaded. Chunk i is `sizes[i]` bytes at
 * `chunks[i]`; sealed chunks come back to back into `into`. Compressing pays where at most `percent` in a hundred
 * are left of more than `least` bytes. Returns the bytes written, or -1 where there is no room for what a chunk may
 * come to. */
int64_t pw_seal_chunks(PwCompress compress, int codec, const uint8_t *const *chunks, const int64_t *sizes, int64_t count,
                       int64_t least, int64_t percent, uint8_t *into, int64_t room, int64_t *lengths) {
    int64_t done = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t size = sizes[i], bound = pw_sealed_bound(size), body = 0;
        if (bound > room - done)
            return -1;
        uint8_t *sealed = into + done;
        if (size > least)
            body = compress((const char *)chunks[i], (char *)sealed + CODEC_BYTES, (int)size,
                            (int)(bound - CODEC_BYTES - CHECK_BYTES));
        sealed[0] = (uint8_t)codec;
        if (body <= 0 || body * HUNDRED >= size * percent) {
            sealed[0] = STORED;
            memcpy(sealed + CODEC_BYTES, chunks[i], (size_t)size);
            body = size;
        }
        pw_store_u32(sealed + CODEC_BYTES + body, pw_crc32(sealed, (size_t)(CODEC_BYTES + body), 0));
        lengths[i] = CODEC_BYTES + body + CHECK_BYTES;
        done += lengths[i];
    }
    return done;
}
