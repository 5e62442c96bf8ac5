#pragma once

#include <torch/torch.h>

// LibTorch's logging and doctest both define CHECK.
#undef CHECK
#include <doctest/doctest.h>
