/* What other threads than the one that loads it connect is being opened while the process ends;
 * complains when that is never waited for. SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "changed_template.h"

enum { milliseconds_of_patience = 10000 };

static int inside, ending; /* with __atomic alone */
static pthread_t loading;

static void nap(void) {
  const struct timespec millisecond = {0, 1000000};
  nanosleep(&millisecond, NULL);
}

/* Waits for it, not for ever. */
static void await(int* flag) {
  int left = milliseconds_of_patience;
  while (__atomic_load_n(flag, __ATOMIC_SEQ_CST) == 0 && left-- > 0) nap();
}

/* Comes before the host's own handler, which was there first. */
static void at_exit(void) {
  await(&inside);
  __atomic_store_n(&ending, 1, __ATOMIC_SEQ_CST);
}

/* Comes after all handlers. */
__attribute__((destructor)) static void at_the_very_end(void) {
  static const char complaint[] = "the driver is at work after the host's exit handler\n";
  if (__atomic_load_n(&inside, __ATOMIC_SEQ_CST) == 0) return;
  if (write(STDERR_FILENO, complaint, sizeof complaint - 1) < 0) _exit(2);
  _exit(1);
}

static zin_status start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  int turn = 0;
  if (!pthread_equal(pthread_self(), loading)) {
    __atomic_store_n(&inside, 1, __ATOMIC_SEQ_CST);
    await(&ending);
    for (turn = 0; turn < 50; ++turn) nap();
    __atomic_store_n(&inside, 0, __ATOMIC_SEQ_CST);
  }
  return sound->start_connect(conn, op, wait, err);
}

static void change(zin_driver* d) {
  loading = pthread_self();
  d->start_connect = start_connect;
  if (atexit(at_exit) != 0) abort();
}
