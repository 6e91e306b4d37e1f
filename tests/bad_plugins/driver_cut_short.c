/* A driver whose struct_size ends before fetch, although the function is there.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "driver-cut-short"
#define SPECIMEN_DRIVER_SIZE offsetof(zin_driver, fetch)
#include "specimen.h"
