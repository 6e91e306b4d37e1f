/* Changes the process's umask in its entry.
 * SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "changed_template.h"

static void change(zin_driver* d) {
  (void)d;
  umask(0111);
}
