#pragma once

#include "model/nn/torch.h"

// LibTorch's logging and doctest both define CHECK.
#undef CHECK
#include <doctest/doctest.h>
