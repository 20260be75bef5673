// Each function by the processor that is there. A processor that fuses products and sums and one that does
// not differ in the last bits.
#include "CNetworkKernels.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"any", "AVX2", "AVX-512"};

// 0 for any, 1 for AVX2, 2 for AVX-512.
static int best(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma"))
        return 2;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
    return 0;
}

// The best, or less where PELNAS_INSTRUCTIONS names it: tests hold one against another.
static int processor(void) {
    static _Atomic int known = -1;
    if (known >= 0) return known;
    int found = best();
    const char *wanted = getenv("PELNAS_INSTRUCTIONS");
    for (int i = 0; wanted && i < found; i++)
        if (strcmp(wanted, names[i]) == 0) found = i;
    known = found;
    return found;
}

#if defined(__x86_64__)
#define DISPATCH(R, F, PARAMETERS, ARGUMENTS)                                                                  \
    R F##_any PARAMETERS;                                                                                      \
    R F##_avx2 PARAMETERS;                                                                                     \
    R F##_avx512 PARAMETERS;                                                                                   \
    R F PARAMETERS {                                                                                           \
        switch (processor()) {                                                                                 \
        case 2: return F##_avx512 ARGUMENTS;                                                                   \
        case 1: return F##_avx2 ARGUMENTS;                                                                     \
        default: return F##_any ARGUMENTS;                                                                     \
        }                                                                                                      \
    }
#else
#define DISPATCH(R, F, PARAMETERS, ARGUMENTS)                                                                  \
    R F##_any PARAMETERS;                                                                                      \
    R F PARAMETERS { return F##_any ARGUMENTS; }
#endif

const char *pn_instructions(void) {
    return names[processor()];
}

DISPATCH(int64_t, pn_differing_bits, (const uint16_t *a, const uint16_t *b, int64_t count), (a, b, count))

#define DISPATCH_ALL(T, S) \
    DISPATCH(void, pn_convolve_##S, (pn_kernel k, pn_map in, const T *x, const T *w, pn_map out, T *y, int first), (k, in, x, w, out, y, first)) \
    DISPATCH(void, pn_moments_##S, (pn_map m, const T *x, double *sums, double *squares), (m, x, sums, squares)) \
    DISPATCH(void, pn_weight_gradient_##S, (pn_kernel k, pn_map in, const T *x, pn_map out, const T *gy, int step, T *gw), (k, in, x, out, gy, step, gw)) \
    DISPATCH(void, pn_flip_##S, (int outs, int ins, int kernel, const T *w, T *flipped), (outs, ins, kernel, w, flipped)) \
    DISPATCH(void, pn_scale_add_##S, (pn_map m, const T *x, const T *scale, const T *shift, T *y, int first), (m, x, scale, shift, y, first)) \
    DISPATCH(void, pn_products_##S, (pn_map m, const T *g, const T *y, double *sums, double *products), (m, g, y, sums, products)) \
    DISPATCH(void, pn_combine_##S, (pn_map m, const T *g, const T *y, const T *cg, const T *cy, const T *shift, pn_map out, T *gy, int step, double *products), (m, g, y, cg, cy, shift, out, gy, step, products)) \
    DISPATCH(void, pn_rectify_##S, (pn_map m, const T *x, pn_map out, T *y, uint16_t *mask, int frozen), (m, x, out, y, mask, frozen)) \
    DISPATCH(void, pn_masked_add_##S, (pn_map m, const T *r, const uint16_t *mask, T *g, int first), (m, r, mask, g, first)) \
    DISPATCH(void, pn_pool3_##S, (pn_map m, const T *x, T *y, int first), (m, x, y, first)) \
    DISPATCH(void, pn_pool3_gradient_##S, (pn_map m, const T *g, T *gx, int first), (m, g, gx, first)) \
    DISPATCH(void, pn_pool2_##S, (pn_map in, const T *x, pn_map out, T *y), (in, x, out, y)) \
    DISPATCH(void, pn_pool2_gradient_##S, (pn_map out, const T *g, pn_map in, T *gx, int first), (out, g, in, gx, first))
DISPATCH_ALL(float, f32)
DISPATCH_ALL(double, f64)
