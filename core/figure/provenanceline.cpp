#include "core/expression/layer.h"
#include "core/expression/normalisation.h"
#include "core/figure/figure.h"

#include <cstdio>

namespace transcope::core {

namespace {

constexpr std::size_t HashDigits = 12; ///< enough to tell weights apart; data exports hold the whole hash

std::string rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

} // namespace

std::string provenanceLine(const Provenance& provenance, std::size_t genes,
                           const std::optional<ColourScale>& scale)
{
    std::string line = provenance.method.empty() ? "method not stated" : provenance.method;
    const auto add = [&](const std::string& part) { line.append(" · ").append(part); };
    if (!provenance.weightsName.empty())
        add(provenance.weightsName + " (SHA-256 " + provenance.weightsHash.substr(0, HashDigits) + "…)");
    add(std::to_string(genes) + " genes");
    add(std::string(name(provenance.normalisation)) + ": " +
        std::string(valueLabel(provenance.normalisation)));
    if (provenance.umPerPx > 0)
        add("patches at " + rounded(provenance.umPerPx) + " µm/px");
    if (scale)
        add(std::string(name(scale->map)) + " " + rounded(scale->foot()) + " to " + rounded(scale->high) +
            (scale->usesLog() ? ", logarithmic" : ""));
    if (!provenance.precision.empty())
        add(provenance.precision + " on " + provenance.device);
    if (!provenance.date.empty())
        add(provenance.date);
    add("Transcope " + (provenance.version.empty() ? std::string(TRANSCOPE_VERSION) : provenance.version));
    return line;
}

} // namespace transcope::core
