// Makes the n-th file operation below a folder fail, or the last thing that the process group does: preloaded into every
// process of a run (LD_PRELOAD), which count together. Linux, glibc.
//
//   FAULT_ROOT     operations on paths below it count, and on descriptors opened there
//   FAULT_COUNTER  a file of eight bytes, the count that the processes share
//   FAULT_AT       which operation, from 1; 0 lets all pass
//   FAULT_MODE     kill, short (half of a write, once), or an error's number
//   FAULT_LOG      where the operation is written to that it came to be
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(F) ((__typeof__(&F))dlsym(RTLD_NEXT, #F))

static _Atomic long *counter;
static char root[PATH_MAX];
static size_t root_length;
static long at;
static const char *mode = "";
static unsigned char ours[4096];

__attribute__((constructor)) static void prepare(void) {
    const char *path = getenv("FAULT_COUNTER"), *folder = getenv("FAULT_ROOT"), *which = getenv("FAULT_AT");
    if (!path || !folder || !which) return;
    int file = NEXT(open)(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void *shared = NEXT(mmap)(0, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared == MAP_FAILED || !realpath(folder, root)) return;
    root_length = strlen(root);
    at = atol(which);
    if (getenv("FAULT_MODE")) mode = getenv("FAULT_MODE");
    counter = shared;
}

static int is_below(const char *path) {
    char folder[PATH_MAX], full[PATH_MAX];
    if (!counter || !path || strlen(path) >= PATH_MAX) return 0;
    if (realpath(path, full)) return strncmp(full, root, root_length) == 0;
    // It is not there yet; its folder is.
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    if (!slash) return strncmp(getcwd(full, sizeof full) ? full : "", root, root_length) == 0;
    *slash = 0;
    return realpath(*folder ? folder : "/", full) && strncmp(full, root, root_length) == 0;
}

static int is_ours(int file) { return counter && file >= 0 && file < (int)sizeof ours && ours[file]; }

// Whether the operation is to fail; errno is set then.
static int fails(const char *what, const char *path) {
    if (atomic_fetch_add(counter, 1) + 1 != at) return 0;
    const char *log = getenv("FAULT_LOG");
    if (log) {
        FILE *file = fopen(log, "a");
        if (file) fprintf(file, "%s %s\n", what, path ? path : ""), fclose(file);
    }
    if (strcmp(mode, "kill") == 0) {
        kill(0, SIGKILL);
        for (;;) pause();
    }
    errno = atoi(mode);
    return errno ? 1 : -1;
}

static int opened(int file) {
    if (file >= 0 && file < (int)sizeof ours) ours[file] = 1;
    return file;
}

#define OPEN(F)                                                                                                \
    int F(const char *path, int flags, ...) {                                                                  \
        mode_t mask = 0;                                                                                       \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                   \
            va_list rest;                                                                                      \
            va_start(rest, flags);                                                                             \
            mask = va_arg(rest, mode_t);                                                                       \
            va_end(rest);                                                                                      \
        }                                                                                                      \
        if (!is_below(path)) return NEXT(F)(path, flags, mask);                                                \
        if (fails(#F, path) == 1) return -1;                                                                   \
        return opened(NEXT(F)(path, flags, mask));                                                             \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (file >= 0 && file < (int)sizeof ours) ours[file] = 0;
    return NEXT(close)(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    if (!is_ours(file)) return NEXT(write)(file, bytes, count);
    int failed = fails("write", 0);
    if (failed == 1) return -1;
    if (failed == -1 && count > 1) count /= 2;
    return NEXT(write)(file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
    if (!is_ours(file)) return NEXT(read)(file, bytes, count);
    int failed = fails("read", 0);
    if (failed == 1) return -1;
    if (failed == -1 && count > 1) count /= 2;
    return NEXT(read)(file, bytes, count);
}

#define ON_FILE(F)                                                                                             \
    int F(int file) {                                                                                          \
        if (is_ours(file) && fails(#F, 0) == 1) return -1;                                                     \
        return NEXT(F)(file);                                                                                  \
    }
ON_FILE(fsync)
ON_FILE(fdatasync)

int flock(int file, int how) {
    if (is_ours(file) && fails("flock", 0) == 1) return -1;
    return NEXT(flock)(file, how);
}

int ftruncate(int file, off_t size) {
    if (is_ours(file) && fails("ftruncate", 0) == 1) return -1;
    return NEXT(ftruncate)(file, size);
}

void *mmap(void *place, size_t size, int protection, int flags, int file, off_t offset) {
    if (is_ours(file) && fails("mmap", 0) == 1) return MAP_FAILED;
    return NEXT(mmap)(place, size, protection, flags, file, offset);
}

#define ON_TWO(F)                                                                                              \
    int F(const char *from, const char *to) {                                                                  \
        if (is_below(to) && fails(#F, to) == 1) return -1;                                                     \
        return NEXT(F)(from, to);                                                                              \
    }
ON_TWO(rename)
ON_TWO(link)

int unlink(const char *path) {
    if (is_below(path) && fails("unlink", path) == 1) return -1;
    return NEXT(unlink)(path);
}

int mkdir(const char *path, mode_t mask) {
    if (is_below(path) && fails("mkdir", path) == 1) return -1;
    return NEXT(mkdir)(path, mask);
}
