// The system calls that a locked-down script process may still make: memory, time, its own end, bytes through the socket
// pair, and for a backtest the waiting of its event loop. Everything else fails with EPERM, in every thread.

#define _GNU_SOURCE
#include "csandbox.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no filter of system calls for this architecture"
#endif

static const int plain_calls[] = {
  SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise,
  SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_clock_nanosleep, SYS_nanosleep,
#if defined(SYS_time)
  SYS_time,
#endif
  SYS_futex, SYS_sched_yield, SYS_getpid, SYS_gettid, SYS_getrandom,
  SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall,
  SYS_exit, SYS_exit_group,
};

#define PLAIN (sizeof plain_calls / sizeof *plain_calls)
#define LOW(argument) (offsetof(struct seccomp_data, args) + 8 * (argument))
#define HIGH(argument) (LOW(argument) + 4)   // both architectures are little-endian

typedef struct {
  struct sock_filter steps[160];
  unsigned short count;
} program;

static void add(program *p, struct sock_filter step) { p->steps[p->count++] = step; }
static void load(program *p, unsigned offset) { add(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)); }
static void answer(program *p, unsigned what) { add(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what)); }

// Continues if the loaded word is `value`; otherwise skips `skip` steps, to an answer.
static void only(program *p, unsigned value, unsigned char skip) {
  add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip));
}

#define REFUSE (SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))

// Allows a call if its argument is the given number, and refuses it otherwise.
static void exact(program *p, int number, int argument, unsigned value) {
  only(p, (unsigned)number, 6);
  load(p, HIGH(argument));
  only(p, 0, 3);
  load(p, LOW(argument));
  only(p, value, 1);
  answer(p, SECCOMP_RET_ALLOW);
  answer(p, REFUSE);
}

// Allows a call that maps memory, unless it is executable; with `anonymous`, also refuses memory backed by a file.
static void memory(program *p, int number, bool anonymous) {
  only(p, (unsigned)number, anonymous ? 6 : 4);
  load(p, LOW(2));
  add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, anonymous ? 3 : 1, 0));
  if (anonymous) {
    load(p, LOW(3));
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1));
  }
  answer(p, SECCOMP_RET_ALLOW);
  answer(p, REFUSE);
}

static const int loop_calls[] = {
#if defined(SYS_epoll_wait)
  SYS_epoll_wait,
#endif
  SYS_epoll_pwait, SYS_timerfd_settime, SYS_read, SYS_write,
};

#define LOOP (sizeof loop_calls / sizeof *loop_calls)

// Allows a call for the descriptors beyond the pair and the two of /dev/null: there are none but the event loop's.
static void beyond(program *p, int number) {
  only(p, (unsigned)number, 6);
  load(p, HIGH(0));
  only(p, 0, 3);
  load(p, LOW(0));
  add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, CSB_PAIR + 3, 0, 1));
  answer(p, SECCOMP_RET_ALLOW);
  answer(p, REFUSE);
}

static void build(program *p, bool has_loop) {
  load(p, offsetof(struct seccomp_data, arch));
  add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
  answer(p, SECCOMP_RET_KILL_PROCESS);
  load(p, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < PLAIN; i++) {
    only(p, (unsigned)plain_calls[i], 1);
    answer(p, SECCOMP_RET_ALLOW);
  }
  exact(p, SYS_recvfrom, 0, CSB_PAIR);
  exact(p, SYS_sendto, 0, CSB_PAIR);
  // abort: a signal to itself, and to no other process.
  exact(p, SYS_tgkill, 0, (unsigned)getpid());
  memory(p, SYS_mmap, true);
  memory(p, SYS_mprotect, false);
  for (size_t i = 0; has_loop && i < LOOP; i++) beyond(p, loop_calls[i]);
  answer(p, REFUSE);
}

bool csb_filter(int fences, bool has_loop) {
  if (!(fences & CSB_SECCOMP)) return true;
  program *made = calloc(1, sizeof *made);
  if (made == NULL) return false;
  build(made, has_loop);
  struct sock_fprog code = {made->count, made->steps};
  bool isHeld = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &code) == 0;
  free(made);
  return isHeld;
}

long csb_call(long number, long a, long b, long c, long d) {
  long result = syscall(number, a, b, c, d);
  return result < 0 ? -errno : result;
}
