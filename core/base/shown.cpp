#include "core/base/shown.h"

#include <cmath>
#include <cstdio>

namespace transcope::core {

std::string shown(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

std::string shown(double value, const char* format)
{
    if (!std::isfinite(value))
        return "n/a";
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string scaleText(const std::optional<double>& umPerPx)
{
    return umPerPx ? shown(*umPerPx) + " µm/px" : std::string("unknown");
}

} // namespace transcope::core
