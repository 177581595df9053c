/* Preloaded into PostgreSQL: every flush of a file to disk takes SLOW_DISK_US microseconds longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void delay(void)
{
    const char *us = getenv("SLOW_DISK_US");
    if (us)
        usleep(atoi(us));
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = dlsym(RTLD_NEXT, "fdatasync");
    delay();
    return real(fd);
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = dlsym(RTLD_NEXT, "fsync");
    delay();
    return real(fd);
}
