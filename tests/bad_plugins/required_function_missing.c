/* A driver without fetch.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "required-function-missing"
#define SPECIMEN_FETCH 0
#include "specimen.h"
