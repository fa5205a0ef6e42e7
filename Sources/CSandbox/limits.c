// Resource limits: they hold whatever other fences the kernel has.

#define _GNU_SOURCE
#include "csandbox.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef __has_feature
#define __has_feature(name) 0
#endif
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static bool limit(int what, rlim_t most) {
  struct rlimit value = {most, most};
  return setrlimit(what, &value) == 0;
}

void csb_close_others(void) { syscall(SYS_close_range, CSB_PAIR + 3, ~0u, 0); }

void csb_limit(void) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  // Open descriptors stay open; no more can be opened.
  limit(RLIMIT_NOFILE, CSB_PAIR + 3);
}

bool csb_limit_memory(size_t bytes) {
  if (SANITIZED) return true;
  FILE *file = fopen("/proc/self/statm", "re");
  unsigned long pages = 0;
  bool isRead = file && fscanf(file, "%lu", &pages) == 1;
  if (file) fclose(file);
  return isRead && limit(RLIMIT_AS, (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + bytes);
}

// The smallest refused block that counts as the cause of a crash.
#define TRIAL (16u << 20)

// After a crash for another reason, the same instruction, or abort itself, ends the process with the signal.
static void crashed(int number) {
  (void)number;
  void *block = mmap(NULL, TRIAL, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED) _exit(CSB_EXIT_MEMORY);
  munmap(block, TRIAL);
}

bool csb_note_memory(void) {
  if (SANITIZED) return true;
  static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT};
  stack_t stack = {.ss_sp = malloc(SIGSTKSZ), .ss_size = SIGSTKSZ};
  if (stack.ss_sp == NULL || sigaltstack(&stack, NULL) != 0) return false;
  struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK | SA_RESETHAND};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    if (sigaction(signals[i], &action, NULL) != 0) return false;
  }
  return true;
}
