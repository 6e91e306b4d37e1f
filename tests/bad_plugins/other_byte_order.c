/* A plugin whose magic number stands in the other byte order.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "other-byte-order"
#define SPECIMEN_MAGIC 0x5A494E50u
#include "specimen.h"
