#include "model/training/split.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>
#include <set>

namespace transcope::model {

namespace {

using core::ErrorCode;
using core::fail;

std::string joined(const std::set<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Names by which sections are divided: patients or sections.
std::set<std::string> groups(const PackHeader& header, bool patients)
{
    std::set<std::string> names;
    for (const PackedSection& s : header.sections)
        names.insert(patients ? s.patient : s.name);
    return names;
}

/// Sections held out by Fraction: a shuffle of all by seed, at least one.
std::set<std::string> chosenByFraction(const PackHeader& header, const SplitOptions& options)
{
    const std::set<std::string> all = groups(header, false);
    std::vector<std::string> names(all.begin(), all.end());
    std::mt19937_64 random(options.seed);
    for (std::size_t i = names.size(); i > 1; --i) // std::shuffle differs between libraries
        std::swap(names[i - 1], names[random() % i]);
    const auto count =
        static_cast<std::size_t>(std::lround(options.fraction * static_cast<double>(names.size())));
    names.resize(std::clamp<std::size_t>(count, 1, names.size()));
    return {names.begin(), names.end()};
}

bool sharePatients(const PackHeader& header, const std::set<std::size_t>& heldOut)
{
    std::set<std::string> outside;
    for (std::size_t s = 0; s < header.sections.size(); ++s)
        if (!heldOut.contains(s))
            outside.insert(header.sections[s].patient);
    return std::any_of(heldOut.begin(), heldOut.end(),
                       [&](std::size_t s) { return outside.contains(header.sections[s].patient); });
}

} // namespace

core::Result<SplitOptions> splitNamed(const std::string& text, std::uint64_t seed)
{
    SplitOptions options;
    options.seed = seed;
    const auto equals = text.find('=');
    const std::string kind = text.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (kind == "patient" || kind == "section") {
        options.kind = kind == "patient" ? SplitKind::LeavePatientOut : SplitKind::LeaveSectionOut;
        options.heldOut = value;
        return options;
    }
    if (kind == "none" && value.empty()) {
        options.kind = SplitKind::None;
        return options;
    }
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.fraction);
    if (kind == "fraction" && error == std::errc() && end == value.data() + value.size() &&
        options.fraction > 0 && options.fraction < 1) {
        options.kind = SplitKind::Fraction;
        return options;
    }
    return fail(ErrorCode::InvalidArgument, "unknown split \"" + text + "\"",
                "Say patient, patient=NAME, section, section=NAME, fraction=0.3 or none");
}

core::Result<Split> makeSplit(const PackHeader& header, const SplitOptions& options)
{
    const bool byPatient = options.kind == SplitKind::LeavePatientOut;
    std::set<std::string> out;
    if (options.kind == SplitKind::Fraction) {
        out = chosenByFraction(header, options);
    } else if (options.kind != SplitKind::None) {
        const std::set<std::string> all = groups(header, byPatient);
        if (!options.heldOut.empty() && !all.contains(options.heldOut))
            return fail(ErrorCode::InvalidArgument,
                        std::string("there is no ") + (byPatient ? "patient " : "section ") + options.heldOut,
                        "Choose one of " + joined(all));
        if (!all.empty())
            out = {options.heldOut.empty() ? *all.rbegin() : options.heldOut};
    }
    Split split;
    std::set<std::size_t> heldOut;
    for (std::size_t s = 0; s < header.sections.size(); ++s) {
        const PackedSection& section = header.sections[s];
        const bool held = out.contains(byPatient ? section.patient : section.name);
        if (held)
            heldOut.insert(s);
        auto& side = held ? split.validation : split.train;
        for (std::int64_t i = 0; i < section.count; ++i)
            side.push_back(section.first + i);
    }
    if (split.train.empty() || (options.kind != SplitKind::None && split.validation.empty()))
        return fail(ErrorCode::InvalidArgument,
                    "the split leaves no spots to " +
                        std::string(split.train.empty() ? "train on" : "hold out"),
                    "Add sections of other patients, or choose another split");
    split.validationSections.assign(heldOut.begin(), heldOut.end());
    split.patientsShared = sharePatients(header, heldOut);
    split.description = out.empty() ? "nothing held out"
                                    : std::string(byPatient ? "patient " : "section ") + joined(out) +
                                          " held out" + (split.patientsShared ? ", patients shared" : "");
    return split;
}

} // namespace transcope::model
