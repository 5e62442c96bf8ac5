#include "model/third/c.h"
