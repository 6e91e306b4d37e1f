/* ext_clock.h - "zin.clock/1" of the HOST: a time that costs next to nothing. SPDX-License-Identifier: MIT
 * Where now_ns is a system call (virtual machines without a usable counter) it takes a microsecond, ten times what a hit of
 * a cache in memory may cost. host->get_extension(ctx, "zin.clock/1") gives this table, or NULL: then there is only now_ns. */
#ifndef ZIN_EXT_CLOCK_H
#define ZIN_EXT_CLOCK_H
#include "driver.h"
#ifdef __cplusplus
extern "C" {
#endif
#define ZIN_EXT_CLOCK "zin.clock/1"
typedef struct zin_clock {                  /* the host's, constant, alive until the process exits */
  uint32_t struct_size;
  uint32_t reserved0;
  int64_t lag_ns;                           /* coarse_ns lies at most this far behind now_ns, never ahead of it */
  int64_t (ZIN_CALL *coarse_ns)(void *ctx); /* on the clock of now_ns; ctx is the host's. [any] */
} zin_clock;
ZIN_ASSERT(sizeof(zin_clock) == 24 && offsetof(zin_clock, coarse_ns) == 16);
#ifdef __cplusplus
}
#endif
#endif
