/* A plugin whose zin_driver says a struct_size that no struct has.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "driver-size-huge"
#define SPECIMEN_DRIVER_SIZE 0xFFFFFFF8u
#include "specimen.h"
