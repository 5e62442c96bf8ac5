#include "model/second/b.h"
