// Landlock, and what goes with it. The kernel headers of the oldest build system may know less than the running kernel, so
// the numbers are given here: include/uapi/linux/landlock.h of Linux 6.12.

#define _GNU_SOURCE
#include "csandbox.h"
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LANDLOCK_CREATE 444
#define LANDLOCK_RESTRICT 446
#define LANDLOCK_VERSION 1u

typedef struct {
  uint64_t files, network, scopes;
} landlock_rules;

static int landlock_version(void) {
  long version = syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);
  return version < 0 ? 0 : (int)version;
}

// Handles everything that the version can forbid, without a rule that allows any of it.
static bool landlock(void) {
  int version = landlock_version();
  if (version == 0) return false;
  landlock_rules rules = {(1u << 13) - 1, 0, 0};
  if (version >= 2) rules.files |= 1u << 13;   // linking or moving to another folder
  if (version >= 3) rules.files |= 1u << 14;   // truncating a file
  if (version >= 5) rules.files |= 1u << 15;   // ioctl on a device
  if (version >= 4) rules.network = 3;         // binding and connecting TCP
  if (version >= 6) rules.scopes = 3;          // abstract sockets and signals outside of the domain
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  int ruleset = (int)syscall(LANDLOCK_CREATE, &rules, size, 0);
  if (ruleset < 0) return false;
  bool isHeld = syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0;
  close(ruleset);
  return isHeld;
}

int csb_available(void) {
  int fences = landlock_version() > 0 ? CSB_LANDLOCK : 0;
  uint32_t action = SECCOMP_RET_ERRNO;
  if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0) fences |= CSB_SECCOMP;
  return fences;
}

// The parent may be process 1 itself, in a container: only its end of the pair shows whether it has gone before.
bool csb_tie(void) {
  struct pollfd pair = {.fd = CSB_PAIR};
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && poll(&pair, 1, 0) == 0;
}

bool csb_confine(int fences) {
  if (!csb_tie()) return false;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) return false;
  return !(fences & CSB_LANDLOCK) || landlock();
}
