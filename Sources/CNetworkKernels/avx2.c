// For x86-64 of 2013 and later: sixteen floats are two registers of eight.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,popcnt"))), apply_to = function)
#define PROCESSOR avx2
#define WIDE_FLOAT 4
#define WIDE_DOUBLE 2
#define INPUTS_FLOAT 4
#define INPUTS_DOUBLE 2
#include "processor.inc"
#pragma clang attribute pop
#endif
