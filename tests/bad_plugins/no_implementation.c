/* A plugin that implements nothing.
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

static const void* nothing(uint32_t index, uint32_t* kind) {
  (void)index, (void)kind;
  return 0;
}

#define SPECIMEN_NAME "no-implementation"
#define SPECIMEN_GET_IMPL nothing
#include "specimen.h"
