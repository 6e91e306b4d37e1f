/* A plugin without get_impl.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "no-get-impl"
#define SPECIMEN_GET_IMPL 0
#include "specimen.h"
