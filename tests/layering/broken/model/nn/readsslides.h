#include "core/slide/slide.h"
