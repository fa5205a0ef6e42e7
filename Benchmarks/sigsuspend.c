// sigsuspend for programs under valgrind 3.19, loaded ahead of them: valgrind writes to the mask that it is given, and the one of
// libdispatch, on which a main thread waits for the others, cannot be written.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
