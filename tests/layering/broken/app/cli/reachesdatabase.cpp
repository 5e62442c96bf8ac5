#include "core/base/readsdatabase.h"
