/* A plugin whose zin_plugin says a struct_size that no struct has.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "plugin-size-huge"
#define SPECIMEN_PLUGIN_SIZE 0x7FFFFFF8u
#include "specimen.h"
