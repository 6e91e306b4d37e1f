/* A plugin whose zin_plugin says a struct_size that no compiler makes.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "plugin-size-odd"
#define SPECIMEN_PLUGIN_SIZE 107
#include "specimen.h"
