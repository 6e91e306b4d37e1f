/* A plugin whose name is a path.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "../evil"
#include "specimen.h"
