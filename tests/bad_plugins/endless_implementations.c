/* A plugin whose get_impl never answers NULL, each time with the same driver.
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

static const void* endless(uint32_t index, uint32_t* kind);

#define SPECIMEN_NAME "endless-implementations"
#define SPECIMEN_GET_IMPL endless
#include "specimen.h"

static const void* endless(uint32_t index, uint32_t* kind) {
  (void)index;
  *kind = 99; /* a kind that this host does not know: skipped, again and again */
  return &specimen_driver;
}
