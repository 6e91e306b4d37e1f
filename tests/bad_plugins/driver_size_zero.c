/* A plugin whose zin_driver says struct_size 0.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "driver-size-zero"
#define SPECIMEN_DRIVER_SIZE 0
#include "specimen.h"
