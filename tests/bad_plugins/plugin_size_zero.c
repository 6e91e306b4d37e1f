/* A plugin whose zin_plugin says struct_size 0.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "plugin-size-zero"
#define SPECIMEN_PLUGIN_SIZE 0
#include "specimen.h"
