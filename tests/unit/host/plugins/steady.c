/* A sound plugin.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "steady"
#include "specimen.h"
