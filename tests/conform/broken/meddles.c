/* Changes the process's umask in its entry.
 * SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "broken.h"

static void break_it(zin_driver* d) {
  (void)d;
  umask(0111);
}
