#include "model/training/curvefile.h"

#include "core/base/atomicfile.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace transcope::model {

namespace {

constexpr double Width = 640, Height = 400, Margin = 56;

std::string format(const char* pattern, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, pattern, value);
    return text;
}

std::string cell(double value)
{
    return std::isnan(value) ? "" : format("%.6f", value);
}

/// Maps epochs and losses to the picture.
struct Axes
{
    double firstEpoch = 1, lastEpoch = 2, low = 0, high = 1;
    double x(double epoch) const
    {
        return Margin + (epoch - firstEpoch) / (lastEpoch - firstEpoch) * (Width - 2 * Margin);
    }
    double y(double loss) const
    {
        return Height - Margin - (loss - low) / (high - low) * (Height - 2 * Margin);
    }
};

Axes axesOf(const std::vector<EpochRecord>& curve)
{
    Axes axes;
    if (curve.empty())
        return axes;
    axes.firstEpoch = curve.front().epoch;
    axes.lastEpoch = std::max(curve.back().epoch, curve.front().epoch + 1);
    axes.low = axes.high = curve.front().trainLoss;
    for (const EpochRecord& r : curve)
        for (const double loss : {r.trainLoss, r.validationLoss})
            if (!std::isnan(loss)) {
                axes.low = std::min(axes.low, loss);
                axes.high = std::max(axes.high, loss);
            }
    const double room = std::max(1e-6, 0.05 * (axes.high - axes.low));
    axes.low -= room;
    axes.high += room;
    return axes;
}

std::string text(double x, double y, const std::string& words, const char* extra = "")
{
    return "<text x=\"" + format("%.1f", x) + "\" y=\"" + format("%.1f", y) + "\" " + extra + ">" + words +
           "</text>\n";
}

std::string line(const std::vector<EpochRecord>& curve, const Axes& axes, double EpochRecord::*loss,
                 const char* colour)
{
    std::string points;
    for (const EpochRecord& r : curve)
        if (!std::isnan(r.*loss))
            points += format("%.2f,", axes.x(r.epoch)) + format("%.2f ", axes.y(r.*loss));
    return "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + std::string(colour) + "\" points=\"" +
           points + "\"/>\n";
}

} // namespace

core::Result<void> writeCurveCsv(const std::filesystem::path& file, const std::vector<EpochRecord>& curve)
{
    std::string out = "epoch,train_loss,validation_loss,validation_score,seconds\n";
    for (const EpochRecord& r : curve)
        out += std::to_string(r.epoch) + "," + cell(r.trainLoss) + "," + cell(r.validationLoss) + "," +
               cell(r.validationScore) + "," + format("%.1f", r.seconds) + "\n";
    return core::writeTextAtomically(file, out);
}

core::Result<void> writeCurveSvg(const std::filesystem::path& file, const std::vector<EpochRecord>& curve)
{
    const Axes axes = axesOf(curve);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"400\" "
                      "font-family=\"sans-serif\" font-size=\"12\">\n"
                      "<rect width=\"640\" height=\"400\" fill=\"white\"/>\n"
                      "<path d=\"M56 56V344H584\" fill=\"none\" stroke=\"black\"/>\n";
    for (int tick = 0; tick <= 4; ++tick) {
        const double loss = axes.low + (axes.high - axes.low) * tick / 4;
        const double epoch = axes.firstEpoch + (axes.lastEpoch - axes.firstEpoch) * tick / 4;
        out += text(50, axes.y(loss) + 4, format("%.3f", loss), "text-anchor=\"end\"");
        out += text(axes.x(epoch), 362, format("%.0f", epoch), "text-anchor=\"middle\"");
    }
    out += text(Width / 2, 388, "epoch", "text-anchor=\"middle\"") + text(56, 40, "mean squared error");
    out += text(400, 40, "training", "fill=\"#31688e\"") + text(470, 40, "validation", "fill=\"#d1495b\"");
    out += line(curve, axes, &EpochRecord::trainLoss, "#31688e") +
           line(curve, axes, &EpochRecord::validationLoss, "#d1495b");
    return core::writeTextAtomically(file, out + "</svg>\n");
}

} // namespace transcope::model
