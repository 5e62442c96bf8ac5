#include "core/figure/boxplotfigure.h"

#include "core/base/try.h"
#include "core/colour/colourmap.h"
#include "core/figure/drawing.h"
#include "core/figure/figurelayout.h"
#include "core/figure/figurepainter.h"
#include "core/figure/page.h"
#include "core/figure/printpage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace transcope::core {

namespace {

// Lengths in mm.
constexpr double AxisSpace = 12; ///< ticks and label left of a panel
constexpr double PlotHeight = 60;
constexpr double NameLine = 1.1 * PrintFont; ///< from one name to the next, across them
constexpr double OutlierRadius = 0.35;
constexpr int WantedTicks = 6;

/// Okabe and Ito's, told apart by colour-blind eyes too.
constexpr std::array<Rgb, 7> MethodColours = {{{0, 114, 178},
                                               {230, 159, 0},
                                               {0, 158, 115},
                                               {204, 121, 167},
                                               {86, 180, 233},
                                               {213, 94, 0},
                                               {240, 228, 66}}};
constexpr Rgb BaselineColour = {190, 190, 190};

/// A panel's axis: what the whiskers and outliers reach, a little wider.
struct Axis
{
    double low = 0, high = 1;

    explicit Axis(const BoxPanel& panel)
    {
        double least = std::numeric_limits<double>::infinity(), most = -least;
        for (const auto& [name, box, isBaseline] : panel.boxes) {
            if (box.count == 0)
                continue;
            least = std::min({least, box.low, box.outliers.empty() ? box.low : box.outliers.front()});
            most = std::max({most, box.high, box.outliers.empty() ? box.high : box.outliers.back()});
        }
        if (!(least <= most))
            return;
        const double around = std::max(0.05 * (most - least), 1e-6);
        low = least - around;
        high = most + around;
    }
    double share(double value) const { return (value - low) / (high - low); }
};

class BoxPainter
{
public:
    explicit BoxPainter(const BoxPlotFigure& figure)
        : m_figure(figure), m_foot(figure.provenance, figure.widthMm)
    {
        m_panelWidth = (figure.widthMm - 2 * PrintMargin) / static_cast<double>(figure.panels.size());
        double longest = 0;
        for (const auto& panel : figure.panels)
            for (const auto& box : panel.boxes)
                longest = std::max(longest, figureTextWidth(box.name, PrintFont));
        m_nameAngle = nameAngle();
        m_nameHeight = longest * std::sin(m_nameAngle) + 2 * PrintFont;
    }

    double height() const { return footTop() + m_foot.height(); }

    void paint(cairo_t* context) const
    {
        for (std::size_t p = 0; p < m_figure.panels.size(); ++p) {
            const RectD plot{PrintMargin + static_cast<double>(p) * m_panelWidth + AxisSpace, 2 * PrintMargin,
                             m_panelWidth - AxisSpace - PrintMargin, PlotHeight};
            paintPanel(context, plot, m_figure.panels[p]);
        }
        m_foot.paint(context, footTop());
    }

private:
    double footTop() const { return 2 * PrintMargin + PlotHeight + m_nameHeight + PrintMargin; }

    /// What a box has of its panel's width.
    double stepOf(const BoxPanel& panel) const
    {
        return (m_panelWidth - AxisSpace - PrintMargin) /
               static_cast<double>(std::max<std::size_t>(1, panel.boxes.size()));
    }

    /// Names are as flat as they can be without touching each other; of very many boxes they stand upright.
    double nameAngle() const
    {
        constexpr double Flattest = std::numbers::pi / 5;
        double narrowest = m_panelWidth;
        for (const auto& panel : m_figure.panels)
            narrowest = std::min(narrowest, stepOf(panel));
        return std::max(Flattest, std::asin(std::min(1.0, NameLine / narrowest)));
    }

    static double yOf(const RectD& plot, const Axis& axis, double value)
    {
        return plot.y + plot.height * (1 - axis.share(value));
    }

    void paintPanel(cairo_t* context, const RectD& plot, const BoxPanel& panel) const
    {
        const Axis axis(panel);
        paintAxis(context, plot, axis, panel.label);
        const double step = stepOf(panel);
        std::size_t methods = 0;
        for (std::size_t b = 0; b < panel.boxes.size(); ++b) {
            const auto& box = panel.boxes[b];
            const auto& colour =
                box.isBaseline ? BaselineColour : MethodColours[methods++ % MethodColours.size()];
            const double middle = plot.x + (static_cast<double>(b) + 0.5) * step;
            paintBox(context, plot, axis, box.box, colour, middle, std::min(0.6 * step, 9.0));
            paintName(context, middle, plot.y + plot.height + 1.5 * PrintFont, box.name);
        }
    }

    static void paintAxis(cairo_t* context, const RectD& plot, const Axis& axis, const std::string& label)
    {
        const auto ticks = niceTicks(axis.low, axis.high, WantedTicks);
        const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
        cairo_set_line_width(context, 0.12);
        setFont(context, PrintFont);
        for (const double tick : ticks) {
            const double y = yOf(plot, axis, tick);
            setGrey(context, std::abs(tick) < 1e-9 ? 0.5 : 0.88);
            cairo_move_to(context, plot.x, y);
            cairo_line_to(context, plot.x + plot.width, y);
            cairo_stroke(context);
            setGrey(context, Ink);
            const auto text = tickLabel(tick, step);
            showText(context, plot.x - 1 - textWidth(context, text), y + 0.36 * PrintFont, text);
        }
        setGrey(context, Ink);
        addRect(context, plot);
        cairo_stroke(context);
        showTextUpwards(context, plot.x - AxisSpace + 2, plot.y + plot.height / 2, label);
    }

    static void paintBox(cairo_t* context, const RectD& plot, const Axis& axis, const BoxSummary& box,
                         const Rgb& colour, double middle, double width)
    {
        cairo_set_line_width(context, 0.2);
        if (box.count == 0) {
            setGrey(context, FaintInk);
            showTextUpwards(context, middle, plot.y + plot.height / 2, "n/a");
            return;
        }
        const auto y = [&](double value) { return yOf(plot, axis, value); };
        const auto line = [&](double fromX, double fromY, double toX, double toY) {
            cairo_move_to(context, fromX, fromY);
            cairo_line_to(context, toX, toY);
            cairo_stroke(context);
        };
        setGrey(context, Ink);
        line(middle, y(box.low), middle, y(box.q1));
        line(middle, y(box.q3), middle, y(box.high));
        for (const double end : {box.low, box.high})
            line(middle - width / 4, y(end), middle + width / 4, y(end));
        setColour(context, colour);
        addRect(context, {middle - width / 2, y(box.q3), width, y(box.q1) - y(box.q3)});
        cairo_fill_preserve(context);
        setGrey(context, Ink);
        cairo_stroke(context);
        cairo_set_line_width(context, 0.45);
        line(middle - width / 2, y(box.median), middle + width / 2, y(box.median));
        cairo_set_line_width(context, 0.12);
        for (const double outlier : box.outliers) {
            cairo_arc(context, middle, y(outlier), OutlierRadius, 0, 2 * std::numbers::pi);
            cairo_stroke(context);
        }
    }

    /// Slanting upwards to the right, its end under the box.
    void paintName(cairo_t* context, double middle, double top, const std::string& name) const
    {
        setGrey(context, Ink);
        setFont(context, PrintFont);
        cairo_save(context);
        cairo_translate(context, middle + 0.4 * PrintFont, top);
        cairo_rotate(context, -m_nameAngle);
        showText(context, -textWidth(context, name), 0, name);
        cairo_restore(context);
    }

    const BoxPlotFigure& m_figure;
    double m_panelWidth = 0, m_nameAngle = 0, m_nameHeight = 0;
    FootLines m_foot;
};

} // namespace

Result<SizeI> writeBoxPlots(const BoxPlotFigure& figure, const std::filesystem::path& out)
{
    constexpr double SmallestPanelMm = 25;
    TRY_RUN(checkPageName(out));
    const double panels = static_cast<double>(figure.panels.size());
    const double widest = 20000.0 * 25.4 / figure.dpi;
    if (figure.panels.empty() || !(figure.widthMm >= panels * SmallestPanelMm) || !(figure.dpi >= 36) ||
        !(figure.widthMm <= widest))
        return fail(ErrorCode::InvalidArgument,
                    out.string() + ": a figure of " + std::to_string(figure.panels.size()) +
                        " panels needs a width from " +
                        std::to_string(static_cast<int>(panels * SmallestPanelMm)) +
                        " mm on, 36 dots per inch or more, and at most 20000 px",
                    "Choose another width or resolution");
    const BoxPainter painter(figure);
    return writePage(out, {figure.widthMm, painter.height(), figure.dpi / 25.4, 72 / 25.4, figure.dpi},
                     [&](cairo_t* context) { painter.paint(context); });
}

} // namespace transcope::core
