/* A plugin with two drivers of one name.
 * SPDX-License-Identifier: MIT */
#include <stdint.h>

static const void* twice(uint32_t index, uint32_t* kind);

#define SPECIMEN_NAME "doubled-driver"
#define SPECIMEN_GET_IMPL twice
#include "specimen.h"

static const void* twice(uint32_t index, uint32_t* kind) {
  *kind = ZIN_KIND_DRIVER;
  return index < 2 ? &specimen_driver : 0;
}
