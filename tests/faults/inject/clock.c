/* LD_PRELOAD: the wall clock goes wrong by HB_CLOCK_JUMP seconds once the machine's monotonic clock has passed
   HB_CLOCK_AT nanoseconds. Clocks that only run forward are left alone, as in life. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real)(clockid_t, struct timespec *);
static long long at, by;

__attribute__((constructor)) static void begin(void) {
    const char *moment = getenv("HB_CLOCK_AT"), *jump = getenv("HB_CLOCK_JUMP");
    real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    at = moment ? atoll(moment) : 0;
    by = jump ? atoll(jump) : 0;
}

int clock_gettime(clockid_t id, struct timespec *t) {
    struct timespec now;
    if (!real) begin();
    int result = real(id, t);
    if (result != 0 || (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE)) return result;
    real(CLOCK_MONOTONIC, &now);
    if (now.tv_sec * 1000000000LL + now.tv_nsec >= at) t->tv_sec += by;
    return result;
}

int gettimeofday(struct timeval *t, void *zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    t->tv_sec = now.tv_sec;
    t->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
