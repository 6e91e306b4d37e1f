/* Declares BATCH and has no start_batch.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static void change(zin_driver* d) { d->capabilities |= ZIN_CAP_BATCH; }
