#include "model/first/a.h"
