/* A plugin with nothing wrong: what the others differ from.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "sound"
#define SPECIMEN_ALIASES "hale"
#include "specimen.h"
