#pragma once

#include <cairo.h>
#include <string>
#include <vector>

namespace transcope::core {

// What pages for print have in common; for core/figure alone. Lengths in mm.

inline constexpr double MmPerPoint = 25.4 / 72;
inline constexpr double PrintFont = 7 * MmPerPoint;
inline constexpr double SmallPrintFont = 5 * MmPerPoint;
inline constexpr double PrintMargin = 2;
inline constexpr double PrintLineHeight = 1.4; ///< from one line to the next, in ems

/// Small lines at the foot of a page.
class FootLines
{
public:
    FootLines(const std::vector<std::string>& texts, double pageWidth);
    double height() const; ///< with the page's margin below
    void paint(cairo_t* context, double top) const;

private:
    std::vector<std::string> m_lines;
};

} // namespace transcope::core
