/* A driver that promises to be asynchronous and has no op_step.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "async-without-step"
#define SPECIMEN_CAPABILITIES ZIN_CAP_ASYNC_FD
#include "specimen.h"
