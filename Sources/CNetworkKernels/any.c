// For any processor: sixteen floats are four registers of four.
#define PROCESSOR any
#define WIDE_FLOAT 2
#define WIDE_DOUBLE 1
#define INPUTS_FLOAT 2
#define INPUTS_DOUBLE 1
#include "processor.inc"
