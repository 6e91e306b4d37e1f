/* A plugin of another major version of the ABI.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "other-major"
#define SPECIMEN_ABI ((7u << 16) | 3u)
#include "specimen.h"
