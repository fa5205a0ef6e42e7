// The process itself: its start, the thread that it runs on, and the notice of its end.

#define _GNU_SOURCE
#include "csandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define GUARD (64u << 10)
#define PIDFD_OPEN 434

typedef struct {
  void (*body)(void *);
  void *context;
} work;

static void *begin(void *argument) {
  work *given = argument;
  given->body(given->context);
  return NULL;
}

bool csb_run(size_t stack, void (*body)(void *), void *context) {
  pthread_attr_t attributes;
  pthread_t thread;
  work given = {body, context};
  // A single arena: each further one would reserve 64 MiB of address space.
  mallopt(M_ARENA_MAX, 1);
  if (pthread_attr_init(&attributes) != 0) return false;
  bool isMade = pthread_attr_setstacksize(&attributes, stack) == 0 &&
      pthread_attr_setguardsize(&attributes, GUARD) == 0 && pthread_create(&thread, &attributes, begin, &given) == 0;
  pthread_attr_destroy(&attributes);
  return isMade && pthread_join(thread, NULL) == 0;
}

void csb_return_memory(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
}

static int prepare(posix_spawn_file_actions_t *files, posix_spawnattr_t *attributes, int pair) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int failed = posix_spawn_file_actions_adddup2(files, pair, CSB_PAIR);
  for (int number = 1; number <= 2 && !failed; number++)
    failed = posix_spawn_file_actions_addopen(files, number, "/dev/null", O_WRONLY, 0);
  if (!failed) failed = posix_spawnattr_setsigmask(attributes, &none);
  if (!failed) failed = posix_spawnattr_setsigdefault(attributes, &all);
  if (!failed) failed = posix_spawnattr_setpgroup(attributes, 0);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
  return failed ? failed : posix_spawnattr_setflags(attributes, flags);
}

pid_t csb_spawn(const char *path, char *const arguments[], char *const environment[], int pair) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  pid_t child = -1;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  int failed = prepare(&files, &attributes, pair);
  if (!failed) failed = posix_spawn(&child, path, &files, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  errno = failed;
  return failed ? -1 : child;
}

int csb_nudge(void) { return eventfd(0, EFD_CLOEXEC); }

void csb_end_waits(int descriptor) {
  struct timeval time = {0, 1000};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

int csb_processors(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

int csb_watch(pid_t child) { return (int)syscall(PIDFD_OPEN, child, 0); }
