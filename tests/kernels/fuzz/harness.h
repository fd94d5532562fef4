/* What the parts of the fuzz harness share. */
#ifndef PAGEWAKE_FUZZ_HARNESS_H
#define PAGEWAKE_FUZZ_HARNESS_H

#include <stdlib.h>

#include "kernels.h"

typedef struct {
    uint8_t *data;
    size_t size;
} Buffer;

void require(int claim, const char *what); /* or end, and name the iteration */
uint64_t next_random(void);
size_t below(size_t limit);
uint64_t interesting(void);

/* harness_pg.c */
void walk_wal(Buffer input);
void count_wal_record(Buffer input);
void check_pg_pages(Buffer input);

#endif
