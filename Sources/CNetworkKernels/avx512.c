// For x86-64 with registers of sixteen floats.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma,popcnt"))), apply_to = function)
#define PROCESSOR avx512
#define WIDE_FLOAT 16
#define WIDE_DOUBLE 8
#define INPUTS_FLOAT 16
#define INPUTS_DOUBLE 8
#include "processor.inc"
#pragma clang attribute pop
#endif
