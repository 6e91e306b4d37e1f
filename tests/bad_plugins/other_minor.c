/* A plugin of another minor version, which counts while the major is 0.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "other-minor"
#define SPECIMEN_ABI (ZIN_ABI_VERSION + 1)
#include "specimen.h"
