/* A plugin that calls itself otherwise than its file.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "somebody-else"
#include "specimen.h"
