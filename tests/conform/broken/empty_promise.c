/* Declares BATCH and has no start_batch.
 * SPDX-License-Identifier: MIT */
#include "broken.h"

static void break_it(zin_driver* d) { d->capabilities |= ZIN_CAP_BATCH; }
