#include "core/figure/printpage.h"

#include "core/figure/drawing.h"
#include "core/figure/wrappedtext.h"

namespace transcope::core {

FootLines::FootLines(const std::vector<std::string>& texts, double pageWidth)
{
    for (const auto& text : texts)
        for (auto& line : wrappedText(text, pageWidth - 2 * PrintMargin, SmallPrintFont))
            m_lines.push_back(std::move(line));
}

double FootLines::height() const
{
    return static_cast<double>(m_lines.size()) * PrintLineHeight * SmallPrintFont + PrintMargin;
}

void FootLines::paint(cairo_t* context, double top) const
{
    setGrey(context, FaintInk);
    setFont(context, SmallPrintFont);
    double baseline = top + SmallPrintFont;
    for (const auto& line : m_lines) {
        showText(context, PrintMargin, baseline, line);
        baseline += PrintLineHeight * SmallPrintFont;
    }
}

} // namespace transcope::core
