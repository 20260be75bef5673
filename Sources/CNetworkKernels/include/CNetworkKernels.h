// Loops over feature maps in sixteen-channel blocks, for Float (f32) and Double (f64): what a small
// convolutional network spends its time in. Which processor runs them is found out when they are called.
//
// A map lies as [image][block][row][column][16 channels]; channels past the last are zeros. `pad` rows and
// columns of zeros surround it, which no function writes to.
#ifndef C_NETWORK_KERNELS_H
#define C_NETWORK_KERNELS_H
#include <stdint.h>

typedef struct {
    int32_t images, blocks, rows, columns, pad;
} pn_map;

// Weights lie as [output block][input block][kernel row][kernel column][16 inputs][16 outputs].
typedef struct {
    int32_t kernel, stride;
    // Channels of the last input block that are not zeros.
    int32_t last_channels;
} pn_kernel;

// sums, products and the like are one double a channel, added to, not set. `first` sets where it is 1 and
// adds where it is 0.
#define PN_DECLARE(T, S)                                                                                       \
    void pn_convolve_##S(pn_kernel, pn_map in, const T *x, const T *w, pn_map out, T *y, int first);           \
    void pn_moments_##S(pn_map, const T *x, double *sums, double *squares);                                    \
    void pn_weight_gradient_##S(pn_kernel, pn_map in, const T *x, pn_map out, const T *gy, int step, T *gw);   \
    void pn_flip_##S(int out_blocks, int in_blocks, int kernel, const T *w, T *flipped);                       \
    void pn_scale_add_##S(pn_map, const T *x, const T *scale, const T *shift, T *y, int first);                \
    void pn_products_##S(pn_map, const T *g, const T *y, double *sums, double *products);                      \
    void pn_combine_##S(pn_map, const T *g, const T *y, const T *cg, const T *cy, const T *shift, pn_map out,  \
                        T *gy, int step, double *image_products);                                              \
    void pn_rectify_##S(pn_map, const T *x, pn_map out, T *y, uint16_t *mask, int frozen);                     \
    void pn_masked_add_##S(pn_map, const T *r, const uint16_t *mask, T *g, int first);                         \
    void pn_pool3_##S(pn_map, const T *x, T *y, int first);                                                    \
    void pn_pool3_gradient_##S(pn_map, const T *g, T *gx, int first);                                          \
    void pn_pool2_##S(pn_map in, const T *x, pn_map out, T *y);                                                \
    void pn_pool2_gradient_##S(pn_map out, const T *g, pn_map in, T *gx, int first);
PN_DECLARE(float, f32)
PN_DECLARE(double, f64)

int64_t pn_differing_bits(const uint16_t *a, const uint16_t *b, int64_t count);
// What the loops were compiled for that run here.
const char *pn_instructions(void);
#endif
