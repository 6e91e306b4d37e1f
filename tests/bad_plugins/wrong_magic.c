/* A plugin whose first bytes are not the magic number.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "wrong-magic"
#define SPECIMEN_MAGIC 0xDEADBEEFu
#include "specimen.h"
