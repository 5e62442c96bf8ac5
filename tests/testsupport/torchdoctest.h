#pragma once

// LibTorch's logging and doctest both define CHECK.
#undef CHECK
#include "model/nn/torch.h"

#include <doctest/doctest.h>
