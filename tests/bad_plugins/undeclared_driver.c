/* A plugin whose driver has a name that neither its file nor a manifest gives.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "undeclared-driver"
#define SPECIMEN_DRIVER_NAME "postgres"
#include "specimen.h"
